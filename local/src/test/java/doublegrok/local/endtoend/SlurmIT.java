package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.control.RunStarter;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.Main;
import doublegrok.local.broker.BrokerListener;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.broker.TokenLogin;
import doublegrok.local.command.Doublegrok;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.log.KafkaUnreachableException;
import doublegrok.log.TopicAdmin;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.sweep.PlannedRun;
import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepFiles;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.SweepPlanner;
import doublegrok.sweep.log.SweepControl;
import doublegrok.task.families.Families;
import doublegrok.trainer.TrainerApp;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep that workers train under Slurm, on two nodes, of which one worker is queued again and
 * another has to make place: both come back, and every run ends as one left in peace.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class SlurmIT {
  private static final String SWEEP = "s";
  private static final String TOKEN = "a-token-of-the-test";
  private static final Duration WITHIN = Duration.ofMinutes(5);

  @TempDir
  private Path directory;

  @BeforeEach
  void requireSlurm() throws Exception {
    SlurmNodes.requireInstalled(directory);
  }

  @Test
  void whoHasToGoGivesItsRunsBackAndIsQueuedAgain() throws Exception {
    DataDirectory data =
        new DataDirectory(directory.resolve("data")).forBroker().prepare(1);
    SweepPlan plan = plan(2);
    try (SlurmNodes nodes = SlurmNodes.start(directory.resolve("slurm"));
        EmbeddedBroker broker =
            EmbeddedBroker.start(data.kafka(), BrokerListener.at("127.0.0.1", 0, TOKEN))) {
      KafkaSettings kafka = Cluster.embedded(broker.bootstrap(), TokenLogin.client(TOKEN));
      TopicAdmin.ensureTopics(kafka, WITHIN);
      SweepControl control = new SweepControl(kafka, Clock.systemUTC());
      try (GeneratorApp generator = GeneratorApp.start(kafka, data.state("generator"))) {
        String job = nodes.submit(
            "--chdir",
            directory.toString(),
            "--time=30",
            script(broker.address(), data).toString());
        await(nodes, () -> SweepWorker.waiting(kafka) == 2);
        assertThat(control.start(SWEEP, plan).accepted()).isTrue();
        await(nodes, () -> trains(1) && trains(2));

        nodes.slurm("scontrol", "requeue", job + "_1");
        await(nodes, () -> {
          nodes.hurry(job);
          return starts(1) > 1;
        });
        String node = nodes.slurm("squeue", "-h", "-j", job + "_2", "-o", "%N").strip();
        nodes.submit("--chdir", directory.toString(), "-p", "urgent", "-w", node, "--wrap=true");
        await(nodes, () -> {
          nodes.hurry(job);
          return starts(2) > 1;
        });
        assertThat(log(1)).contains("Giving back what is being trained");
        assertThat(log(2)).contains("Giving back what is being trained");
        await(nodes, () -> {
          nodes.hurry(job);
          return control.view().runs(SWEEP).stream().allMatch(run -> run.place() == RunPlace.DONE);
        });

        nodes.slurm("scancel", job);
        assertThat(generator.failure()).isNotDone();
        assertThat(control.view().runs(SWEEP)).extracting(RunStand::attempts).containsOnly(0);
        assertThat(log(1) + log(2)).doesNotContain(TOKEN);
        int resumed = 0;
        for (PlannedRun run : plan.runs()) {
          RunSpec inPeace = plan(256).spec(run, RunSpecs.builtIn());
          resumed += endedAsOneInPeace(kafka, data, run, inPeace);
        }
        assertThat(resumed).as("runs given back and gone on with").isPositive();
      }
    }
  }

  /** How often the run was resumed. */
  private int endedAsOneInPeace(
      KafkaSettings kafka, DataDirectory data, PlannedRun run, RunSpec spec) throws Exception {
    LocalRun peace = new LocalRun(data, run.run() + "-peace", spec, Families.builtIn());
    new RunStarter(kafka, Clock.systemUTC()).start(peace.name(), spec);
    try (TrainerApp trainer = TrainerApp.start(peace.trainer(kafka))) {
      trainer.result().get(WITHIN.toSeconds(), TimeUnit.SECONDS);
    }
    RunLog log = RunLog.read(kafka, run.run());
    RunLog expected = RunLog.read(kafka, peace.name());
    assertThat(log.eventKinds()).containsOnlyOnce(EventKind.FINISHED);
    assertThat(log.latestSteps()).isEqualTo(expected.latestSteps());
    assertThat(log.lastCheckpoint().getWeights().getSha256())
        .isEqualTo(expected.lastCheckpoint().getWeights().getSha256());
    return Math.toIntExact(log.events().stream()
        .map(RunEvent::getKind)
        .filter(EventKind.RESUMED::equals)
        .count());
  }

  /** As a person makes it, but for the launcher, which would build. */
  private Path script(String bootstrap, DataDirectory data) throws Exception {
    Path token = Files.writeString(directory.resolve("token"), TOKEN);
    StringWriter said = new StringWriter();
    String[] command = {
      "sweep",
      "sbatch",
      SWEEP,
      "--bootstrap",
      bootstrap,
      "--token-file",
      token.toString(),
      "--dir",
      data.root().toString(),
      "--workers",
      "2",
      "--cpus",
      "1",
      "--device",
      "cpu"
    };
    assertThat(Doublegrok.run(new PrintWriter(said), new PrintWriter(said), command))
        .isZero();
    Path program = Files.writeString(
        directory.resolve("doublegrok"),
        "#!/bin/sh\nexport OMP_WAIT_POLICY=passive\nexec %s -Xmx512m -XX:+UseSerialGC"
                .formatted(Path.of(System.getProperty("java.home"), "bin", "java"))
            + " -XX:TieredStopAtLevel=1 -Dai.djl.offline=true"
            + " -Dai.djl.pytorch.graph_optimizer=false -cp '%s' %s \"$@\" --threads 1\n"
                .formatted(System.getProperty("java.class.path"), Main.class.getName()));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return Files.writeString(
        directory.resolve("script"),
        said.toString().replace("  doublegrok worker", "  " + program + " worker"));
  }

  private String log(int worker) throws Exception {
    Path file = directory.resolve("doublegrok-%s-%d.log".formatted(SWEEP, worker));
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /** How often a worker was started, by Slurm or by Slurm again. */
  private int starts(int worker) throws Exception {
    return log(worker).split("worker starts:", -1).length - 1;
  }

  private boolean trains(int worker) throws Exception {
    return log(worker).contains("STARTED at step");
  }

  /** Slow or not, the numbers are the same. */
  private static SweepPlan plan(int runAhead) {
    return new SweepPlanner(RunSpecs.builtIn(), spec -> {})
        .plan(SWEEP, SweepFiles.parse("""
                base: smoke
                set: {training.steps: 300, stream.run_ahead: %d, swaps: []}
                seeds: 3
                """.formatted(runAhead), "s.yaml"), Presets.text("smoke"));
  }

  /** Waits, and tells what Slurm and its workers were at where that was too long. */
  private void await(SlurmNodes nodes, Callable<Boolean> condition) throws Exception {
    try {
      Awaitility.await()
          .atMost(WITHIN)
          .pollInterval(Duration.ofMillis(500))
          .ignoreExceptionsInstanceOf(KafkaUnreachableException.class) // the group is not there yet
          .until(condition);
    } catch (ConditionTimeoutException late) {
      throw new AssertionError(
          "%s%n%s%n%s".formatted(nodes.situation(), tail(log(1)), tail(log(2))), late);
    }
  }

  private static String tail(String text) {
    return text.substring(Math.max(0, text.length() - 2000));
  }
}
