package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.control.RunStarter;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.pipeline.EvaluatorWithViewer;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.RunScan;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.SequenceBatch;
import doublegrok.trainer.TrainerApp;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker is killed in the middle of a run and stays away for a minute: nothing is lost. */
class BrokerOutageIT {
  private static final long END = 120;
  private static final long KILLED_AFTER = 25;
  private static final Duration AWAY = Duration.ofSeconds(62);
  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final String[] CHANGES = {
    "training.steps=" + END,
    "checkpoint.every=20",
    "evaluation.sequences=8",
    "swaps=[{at_batch: 60, set: {distribution.tasks: 4}}]",
  };

  @Test
  void theRunWaitsGoesOnAndEndsTheSame(@TempDir Path directory) throws Exception {
    LocalRun run = LocalRun.smoke(directory.resolve("services"), CHANGES).slowed(4);
    int port = freePort();
    KafkaSettings kafka = new KafkaSettings("127.0.0.1:" + port, 1, Map.of());

    CommandLineProcess broker = broker(directory, port);
    try {
      TopicAdmin.ensureTopics(kafka, WITHIN);
      new RunStarter(kafka, Clock.systemUTC()).start(LocalRun.NAME, run.spec());
      try (GeneratorApp generator = GeneratorApp.start(kafka, run.directory().state("generator"));
          EvaluatorWithViewer evaluator = run.evaluator(kafka, "evaluator");
          TrainerApp trainer = TrainerApp.start(run.trainer(kafka))) {
        await()
            .atMost(WITHIN)
            .until(() -> trainer.result().isDone()
                || evaluator.views().runs().stream().anyMatch(each -> each.step() >= KILLED_AFTER));
        assertThat(trainer.result()).isNotDone();

        broker.close(); // SIGKILL
        Instant away = Instant.now();
        RunLog expected = undisturbed(directory.resolve("undisturbed"));
        await().atMost(AWAY.plusSeconds(10)).until(() -> Instant.now().isAfter(away.plus(AWAY)));
        assertThat(trainer.result()).isNotDone();
        broker = broker(directory, port);

        assertThat(trainer.result().get(LocalRun.PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .isEqualTo(END);
        int evaluations = expected.evaluations().size();
        await()
            .atMost(LocalRun.PATIENCE)
            .until(() -> new RunScan(kafka, WITHIN)
                    .all(Topics.EVALUATIONS, LocalRun.NAME)
                    .size()
                >= evaluations);
        assertThat(generator.failure()).isNotDone();
        assertThat(evaluator.failure()).isNotDone();
        assertSame(expected, RunLog.read(kafka, LocalRun.NAME));
      }
      assertThat(new RunScan(kafka, WITHIN).all(Topics.REJECTED)).isEmpty();
    } finally {
      broker.close();
    }
  }

  private static void assertSame(RunLog expected, RunLog log) {
    CheckpointManifest last = log.lastCheckpoint();
    assertThat(last.getStep()).isEqualTo(END);
    assertThat(last.getWeights()).isEqualTo(expected.lastCheckpoint().getWeights());
    assertThat(last.getOptimizer()).isEqualTo(expected.lastCheckpoint().getOptimizer());
    assertThat(log.batches())
        .extracting(SequenceBatch::getIndex)
        .containsExactlyElementsOf(LongStream.range(0, END).boxed().toList());
    assertThat(log.stepNumbers())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, END).boxed().toList());
    assertThat(log.losses()).isEqualTo(expected.losses());
    assertThat(log.checkpointSteps()).isEqualTo(expected.checkpointSteps());
    assertThat(log.evaluations())
        .extracting(each -> RecordKeys.evaluation(each.getRun(), each.getStep(), each.getSet()))
        .doesNotHaveDuplicates()
        .hasSameSizeAs(expected.evaluations());
    assertThat(log.demands()).extracting(Demand::getEpoch).containsOnly(0L);
    assertThat(log.eventKinds())
        .filteredOn(kind -> kind != EventKind.ACCEPTED)
        .containsExactly(EventKind.STARTED, EventKind.SWAPPED, EventKind.FINISHED);
  }

  private static RunLog undisturbed(Path directory) throws Exception {
    try (LocalPipeline pipeline = LocalRun.smoke(directory, CHANGES).start()) {
      LocalRun.awaitEnd(pipeline);
      return LocalRun.log(pipeline);
    }
  }

  private static CommandLineProcess broker(Path directory, int port) throws Exception {
    CommandLineProcess broker = CommandLineProcess.start(
        directory, "broker", "--dir", "data", "--port", Integer.toString(port));
    broker.awaitOut("127.0.0.1:" + port);
    return broker;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
