package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.control.RunStarter;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.SequenceBatch;
import doublegrok.spec.RunSpec;
import doublegrok.trainer.TrainerApp;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs at once on one broker, generator, evaluator and store: each as if it were alone. */
class TwoRunsIT {
  private static final long END = 60;
  private static final List<String> NAMES = List.of("smoke", "beside");

  @Test
  void eachEndsWithTheBytesThatItHasAlone(@TempDir Path together, @TempDir Path alone)
      throws Exception {
    LocalRun first = LocalRun.smoke(together, changes(0));
    LocalRun second = LocalRun.smoke(together, changes(1)).named(NAMES.get(1));
    List<RunLog> logs;
    try (LocalPipeline pipeline = first.start()) {
      start(pipeline, second);
      try (TrainerApp other = TrainerApp.start(second.trainer(pipeline.kafka()))) {
        assertThat(other.result().get(LocalRun.PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .isEqualTo(END);
        LocalRun.awaitEnd(pipeline);
      }
      await()
          .atMost(LocalRun.PATIENCE)
          .until(() -> !log(pipeline, NAMES.get(1)).evaluationsAt(END).isEmpty());
      logs = NAMES.stream().map(name -> log(pipeline, name)).toList();
    }

    for (int seed = 0; seed < NAMES.size(); seed++) {
      RunLog expected = alone(alone.resolve("seed-" + seed), seed);
      RunLog log = logs.get(seed);
      CheckpointManifest last = log.lastCheckpoint();
      assertThat(last.getWeights()).isEqualTo(expected.lastCheckpoint().getWeights());
      assertThat(last.getOptimizer()).isEqualTo(expected.lastCheckpoint().getOptimizer());
      assertThat(log.losses()).isEqualTo(expected.losses());
      assertThat(log.batches())
          .extracting(SequenceBatch::getChecksum)
          .isEqualTo(expected.batches().stream().map(SequenceBatch::getChecksum).toList());
    }
    assertThat(logs.get(0).losses()).isNotEqualTo(logs.get(1).losses());
  }

  private static String[] changes(int seed) {
    return new String[] {
      "seed=" + seed, "training.steps=" + END, "checkpoint.every=20", "evaluation.sequences=8"
    };
  }

  private static void start(LocalPipeline pipeline, LocalRun run) {
    RunSpec spec = run.spec();
    new RunStarter(pipeline.kafka(), Clock.systemUTC()).start(run.name(), spec);
  }

  private static RunLog log(LocalPipeline pipeline, String run) {
    return RunLog.read(pipeline.kafka(), run);
  }

  private static RunLog alone(Path directory, int seed) throws Exception {
    try (LocalPipeline pipeline = LocalRun.smoke(directory, changes(seed)).start()) {
      LocalRun.awaitEnd(pipeline);
      return LocalRun.log(pipeline);
    }
  }
}
