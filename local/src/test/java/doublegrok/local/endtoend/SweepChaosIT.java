package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.generator.GeneratorApp;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpecs;
import doublegrok.sweep.PlannedRun;
import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepFiles;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.SweepPlanner;
import doublegrok.sweep.log.SweepControl;
import doublegrok.trainer.worker.WorkerApp;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep whose workers, broker and viewer are killed at random moments, where the queue gives each
 * offer out twice at most: every run ends with the bytes of one that was left in peace, but for one
 * that cannot, which is told of once. {@code -Dchaos.seed=7} kills at other moments.
 */
class SweepChaosIT {
  private static final long SEED = Long.getLong("chaos.seed", 1);
  private static final int GOOD = 7;
  private static final long STEPS = 90;
  private static final String SWEEP = "s";
  private static final String POISON = "s-poison";
  private static final Duration WITHIN = Duration.ofMinutes(3);
  private static final Duration ALL_WITHIN = Duration.ofMinutes(6);
  private static final List<String> VICTIMS =
      List.of("worker-0", "worker-1", "broker", "worker-2", "viewer", "worker-0");

  @TempDir
  Path directory;

  @Test
  void everyRunEndsAsIfLeftInPeaceAndThePoisonIsToldOfOnce() throws Exception {
    System.out.printf("chaos: seed %d%n", SEED);
    Map<String, CheckpointManifest> expected = leftInPeace();
    try (SweepServices services = SweepServices.start(directory.resolve("services"))) {
      KafkaSettings kafka = services.kafka();
      TopicAdmin.ensureTopics(kafka, WITHIN);
      giveOutTwiceAtMost(kafka);
      services.launchAll();
      SweepControl control = new SweepControl(kafka, Clock.systemUTC());
      assertThat(control.start(SWEEP, plan(4, true)).accepted()).isTrue();

      killOneAfterTheOther(services, control);
      assertThat(services.end("worker-1", "USR1")).isEqualTo(75);
      await().atMost(ALL_WITHIN).pollInterval(Duration.ofSeconds(1)).until(() -> {
        services.supervise();
        return control.view().sweep(SWEEP).orElseThrow().phase().label().equals("done");
      });

      assertEnded(control.view().runs(SWEEP));
      RunScan scan = new RunScan(kafka, WITHIN);
      expected.forEach((run, manifest) -> assertSame(manifest, RunLog.read(kafka, run)));
      assertThat(scan.all(Topics.EVENTS, POISON))
          .filteredOn(event -> event.getKind() == EventKind.ALARM)
          .extracting(RunEvent::getMessage)
          .singleElement()
          .asString()
          .startsWith("the run is offered to no worker any more (failures: 3): the loss of run");
      assertThat(scan.all(Topics.REJECTED)).isEmpty();
    }
  }

  private static void assertEnded(List<RunStand> runs) {
    assertThat(runs).hasSize(GOOD + 1).allSatisfy(run -> {
      boolean poison = run.run().equals(POISON);
      assertThat(run.place()).isEqualTo(poison ? RunPlace.POISON : RunPlace.DONE);
      assertThat(run.attempts()).as("failures of %s", run.run()).isEqualTo(poison ? 3 : 0);
    });
  }

  private static void assertSame(CheckpointManifest expected, RunLog log) {
    CheckpointManifest last = log.lastCheckpoint();
    assertThat(last.getStep()).isEqualTo(STEPS);
    assertThat(last.getWeights()).isEqualTo(expected.getWeights());
    assertThat(last.getOptimizer()).isEqualTo(expected.getOptimizer());
    assertThat(log.latestSteps()).hasSize((int) STEPS);
    assertThat(log.batches()).hasSize((int) STEPS);
    assertThat(log.eventKinds()).containsOnlyOnce(EventKind.FINISHED);
    assertThat(log.eventKinds()).doesNotContain(EventKind.FAILED, EventKind.ALARM);
  }

  /** Each as soon as one more run is done, and a random while later. */
  private static void killOneAfterTheOther(SweepServices services, SweepControl control)
      throws Exception {
    Random random = new Random(SEED);
    await().atMost(WITHIN).until(() -> running(control) > 0);
    for (String victim : VICTIMS) {
      await().pollDelay(Duration.ofMillis(1000L + random.nextInt(4000))).until(() -> true);
      services.supervise();
      services.kill(victim, Duration.ofMillis(random.nextInt(1500)));
    }
  }

  private static long running(SweepControl control) {
    return control.view().runs(SWEEP).stream()
        .filter(run -> run.place() == RunPlace.RUNNING)
        .count();
  }

  /** What the queue allows at least; a run must outlive it. */
  private static void giveOutTwiceAtMost(KafkaSettings kafka) {
    TopicAdmin.asked(
        kafka,
        WITHIN,
        admin -> admin
            .incrementalAlterConfigs(Map.of(
                new ConfigResource(ConfigResource.Type.GROUP, "doublegrok-workers"),
                List.of(new AlterConfigOp(
                    new ConfigEntry("share.delivery.count.limit", "2"), AlterConfigOp.OpType.SET))))
            .all()
            .get(WITHIN.toSeconds(), TimeUnit.SECONDS));
  }

  /** Slow enough to be met by a kill; that changes no number. */
  private static SweepPlan plan(int runAhead, boolean withPoison) {
    String yaml = """
        base: smoke
        set: {training.steps: %d, checkpoint.every: 15, stream.run_ahead: %d, swaps: []}
        seeds: %d
        """.formatted(STEPS, runAhead, GOOD);
    SweepPlan good = new SweepPlanner(RunSpecs.builtIn(), spec -> {})
        .plan(SWEEP, SweepFiles.parse(yaml, "s.yaml"), Presets.text("smoke"));
    List<PlannedRun> poison = withPoison
        ? List.of(new PlannedRun(POISON, 99, Map.of("optimizer.learning_rate", "1.0e30")))
        : List.of();
    List<PlannedRun> all = new ArrayList<>(poison);
    all.addAll(good.runs());
    return new SweepPlan(
        good.base(), good.set(), good.keys(), all, 0, good.attempts(), good.figure());
  }

  private Map<String, CheckpointManifest> leftInPeace() {
    DataDirectory data = new DataDirectory(directory.resolve("peace")).prepare(1);
    SweepPlan plan = plan(256, false);
    Map<String, CheckpointManifest> last = new HashMap<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.kafka())) {
      KafkaSettings kafka = new KafkaSettings(broker.bootstrap(), 2, Map.of());
      TopicAdmin.ensureTopics(kafka, WITHIN);
      SweepControl control = new SweepControl(kafka, Clock.systemUTC());
      try (GeneratorApp generator = GeneratorApp.start(kafka, data.state("generator"));
          WorkerApp worker = SweepWorker.start(kafka, data, 3)) {
        control.start(SWEEP, plan);
        await()
            .atMost(ALL_WITHIN)
            .until(() ->
                control.view().runs(SWEEP).stream().allMatch(run -> run.place() == RunPlace.DONE));
        assertThat(generator.failure()).isNotDone();
        assertThat(worker.end()).isNotDone();
      }
      plan.runs()
          .forEach(run -> last.put(run.run(), RunLog.read(kafka, run.run()).lastCheckpoint()));
    }
    return last;
  }
}
