package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.generator.GeneratorApp;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.command.Doublegrok;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.record.EventKind;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpecs;
import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepFiles;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.SweepPlanner;
import doublegrok.sweep.log.SweepControl;
import doublegrok.trainer.worker.WorkerApp;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are asked to go, and one that finds a cluster without share groups. */
class WorkerIT {
  private static final Duration WITHIN = Duration.ofMinutes(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);
  private static final String RUN = "s-s0";
  private static final long STEPS = 150;

  @TempDir
  private Path directory;

  private DataDirectory data;
  private EmbeddedBroker broker;
  private KafkaSettings kafka;

  @BeforeEach
  void startBroker() {
    data = new DataDirectory(directory.resolve("data")).forBroker().prepare(1);
    broker = EmbeddedBroker.start(data.kafka());
    kafka = new KafkaSettings(broker.bootstrap(), 2, Map.of());
    TopicAdmin.ensureTopics(kafka, WITHIN);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void whoIsAskedToGoTakesACheckpointAndGivesTheRunBackToTheNext() throws Exception {
    SweepControl control = new SweepControl(kafka, Clock.systemUTC());
    try (GeneratorApp generator = GeneratorApp.start(kafka, data.state("generator"))) {
      assertThat(control.start("s", plan(1)).accepted()).isTrue();
      giveBackAfter("TERM", control);
      giveBackAfter("USR1", control);
      try (WorkerApp worker = SweepWorker.start(kafka, data, 1)) {
        await()
            .atMost(WITHIN)
            .pollInterval(LOOK_EVERY)
            .until(() -> stand(control).place() == RunPlace.DONE);
        assertThat(worker.end()).isNotDone();
      }
      assertThat(generator.failure()).isNotDone();
    }

    assertThat(stand(control).attempts()).isZero();
    RunLog log = RunLog.read(kafka, RUN);
    assertThat(log.stepNumbers())
        .as("no step is made again")
        .containsExactlyElementsOf(LongStream.rangeClosed(1, STEPS).boxed().toList());
    assertThat(log.eventKinds())
        .filteredOn(List.of(EventKind.STARTED, EventKind.RESUMED, EventKind.FINISHED)::contains)
        .containsExactly(
            EventKind.STARTED, EventKind.RESUMED, EventKind.RESUMED, EventKind.FINISHED);
  }

  /** A worker in a process of its own, which is met at work. */
  private void giveBackAfter(String signal, SweepControl control) throws Exception {
    int before = steps();
    try (CommandLineProcess worker = CommandLineProcess.start(
        directory,
        "worker",
        "--bootstrap",
        broker.bootstrap(),
        "--dir",
        data.root().toString(),
        "--threads",
        "1")) {
      await()
          .atMost(WITHIN)
          .pollInterval(LOOK_EVERY)
          .until(() -> stand(control).place() == RunPlace.RUNNING && steps() > before);

      worker.signal(signal);

      assertThat(worker.exitCode()).as("after SIG%s: %s", signal, worker.err()).isEqualTo(75);
      assertThat(worker.err()).contains("Giving back what is being trained");
      await().atMost(WITHIN).until(() -> stand(control).place() == RunPlace.OFFERED);
      assertThat(stand(control).reason()).as("nobody had to find out").isEmpty();
      RunLog log = RunLog.read(kafka, RUN);
      assertThat(log.lastCheckpoint().getStep()).isEqualTo(log.steps().size()).isLessThan(STEPS);
    }
  }

  /** Those of all runs of the sweep lie in one partition of two, which would be one worker's. */
  @Test
  void whoeverIsFreeTakesTheNextRun() {
    SweepControl control = new SweepControl(kafka, Clock.systemUTC());
    try (GeneratorApp generator = GeneratorApp.start(kafka, data.state("generator"));
        WorkerApp one = SweepWorker.start(kafka, data, 1);
        WorkerApp other = SweepWorker.start(kafka, data, 1)) {
      await().atMost(WITHIN).pollInterval(LOOK_EVERY).until(() -> SweepWorker.waiting(kafka) == 2);

      assertThat(control.start("s", plan(3)).accepted()).isTrue();

      await()
          .atMost(WITHIN)
          .pollInterval(LOOK_EVERY)
          .until(() -> control.view().runs("s").stream()
                  .filter(run -> run.place() == RunPlace.RUNNING)
                  .count()
              == 2);
      assertThat(generator.failure()).isNotDone();
      assertThat(one.end()).isNotDone();
      assertThat(other.end()).isNotDone();
    }
  }

  private int steps() {
    return new RunScan(kafka, WITHIN).all(Topics.STEPS, RUN).size();
  }

  private static RunStand stand(SweepControl control) {
    return control.view().run("s", RUN);
  }

  /** Slow, so that it is not done before it is met; that changes no number. */
  private static SweepPlan plan(int seeds) {
    return new SweepPlanner(RunSpecs.builtIn(), spec -> {})
        .plan("s", SweepFiles.parse("""
                base: smoke
                set: {training.steps: %d, stream.run_ahead: 2, swaps: []}
                seeds: %d
                """.formatted(STEPS, seeds), "s.yaml"), Presets.text("smoke"));
  }

  @Test
  void aClusterWithoutShareGroupsIsRefusedInOneSentence() {
    TopicAdmin.asked(
        kafka,
        WITHIN,
        admin -> admin
            .updateFeatures(
                Map.of("share.version", new FeatureUpdate((short) 0, UpgradeType.SAFE_DOWNGRADE)),
                new UpdateFeaturesOptions())
            .all()
            .get(WITHIN.toSeconds(), TimeUnit.SECONDS));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exitCode = Doublegrok.run(
        new PrintWriter(out),
        new PrintWriter(err),
        "worker",
        "--bootstrap",
        broker.bootstrap(),
        "--dir",
        data.root().toString());

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("doublegrok: Kafka at " + broker.bootstrap() + " has no share groups")
        .endsWith("train runs one by one with 'doublegrok trainer --run RUN'");
  }
}
