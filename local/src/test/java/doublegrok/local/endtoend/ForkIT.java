package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.control.Answer;
import doublegrok.control.Command;
import doublegrok.control.RunControl;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.viewer.stream.LogView;
import doublegrok.viewer.view.RunDetails;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fork is its parent until something is changed, and compared with it on the same contexts. */
class ForkIT {
  private static final long AT = 40;
  private static final long END = 100;
  private static final String[] CHANGES = {
    "training.steps=" + END,
    "checkpoint.every=20",
    "evaluation.sequences=16",
    "swaps=[{at_batch: 30, set: {distribution.tasks: 6}}, "
        + "{at_batch: 70, set: {distribution.tasks: 3}}]",
  };

  @TempDir
  static Path directory;

  private static LocalRun parent;
  private static RunLog parentLog;

  @BeforeAll
  static void trainTheParent() throws Exception {
    parent = LocalRun.smoke(directory, CHANGES);
    try (LocalPipeline pipeline = parent.start()) {
      LocalRun.awaitEnd(pipeline);
      parentLog = LocalRun.log(pipeline);
      assertThat(fork(pipeline, "same").accepted()).isTrue();
      assertThat(fork(pipeline, "other", "distribution.tasks=2", "optimizer.learning_rate=1e-3"))
          .satisfies(answer -> assertThat(answer.batch()).hasValue(AT));
      assertThat(fork(pipeline, "same").message()).contains("run 'same' exists already");
    }
  }

  @Test
  void anUnchangedForkEndsWithItsParentsBytes() throws Exception {
    RunLog child = trained("same");

    assertThat(child.batchIndices().get(0)).isEqualTo(AT);
    assertThat(child.checkpointSteps()).startsWith(AT).endsWith(END);
    for (CheckpointManifest each : child.checkpoints()) {
      CheckpointManifest twin = parentLog.checkpoints().stream()
          .filter(other -> other.getStep() == each.getStep())
          .findFirst()
          .orElseThrow();
      assertThat(each.getWeights()).isEqualTo(twin.getWeights());
      assertThat(each.getOptimizer()).isEqualTo(twin.getOptimizer());
      assertThat(counts(child, each.getStep())).isEqualTo(counts(parentLog, each.getStep()));
    }
  }

  @Test
  void aChangedForkBeginsWithItsChangesAndItsParentsMoments() throws Exception {
    RunLog child = trained("other");

    CheckpointManifest first = child.checkpoints().get(0);
    assertThat(first.getStep()).isEqualTo(AT);
    assertThat(first.getOptimizer())
        .isIn(parentLog.checkpoints().stream()
            .map(CheckpointManifest::getOptimizer)
            .toList());
    assertThat(child.batches())
        .allSatisfy(batch ->
            assertThat(batch.getDistributionVersion()).isEqualTo(batch.getIndex() < 70 ? 2 : 3));
    assertThat(child.batches().get(0).getSwap()).isEqualTo(Map.of("distribution.tasks", "2"));
    assertThat(child.steps().get(0).getLearningRate())
        .isLessThan(parentLog.steps().get((int) AT).getLearningRate());
    assertThat(counts(child, AT)).isEqualTo(counts(parentLog, AT));
    assertThat(child.lastCheckpoint().getWeights())
        .isNotEqualTo(parentLog.lastCheckpoint().getWeights());
  }

  private static RunLog trained(String name) throws Exception {
    LocalRun run = parent.named(name);
    try (LocalPipeline pipeline = run.goOn()) {
      LocalRun.awaitEnd(pipeline);
      RunDetails details = new LogView(pipeline.kafka()).run(name).orElseThrow();
      assertThat(details.lineage()).containsExactly(new RunDetails.Ancestor(LocalRun.NAME, AT));
      return RunLog.read(pipeline.kafka(), name);
    }
  }

  private static Answer fork(LocalPipeline pipeline, String child, String... changes) {
    return new RunControl(pipeline.kafka(), Clock.systemUTC())
        .obey(LocalRun.NAME, new Command.Fork(child, AT, List.of(changes)));
  }

  /** Correct answers of each set and shot. */
  private static Map<String, List<Long>> counts(RunLog log, long step) {
    return log.evaluationsAt(step).stream()
        .collect(Collectors.toMap(
            SetEvaluation::getSet,
            each -> each.getShots().stream().map(ShotCount::getCorrect).toList()));
  }
}
