package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.record.CheckpointManifest;
import doublegrok.spec.RunSpecs;
import doublegrok.store.DirectoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointsTest {
  @TempDir
  private Path directory;

  @Test
  void whatIsTakenIsLoadedEqual() {
    Checkpoints checkpoints = Given.checkpoints(directory);

    CheckpointManifest manifest = checkpoints.take(Given.SPEC, Given.state(40), 17, 2);

    assertThat(Checkpoints.load(DirectoryStore.in(directory), manifest)).isEqualTo(Given.state(40));
  }

  @Test
  void theManifestHoldsThePositionAndTheCircumstances() {
    CheckpointManifest manifest =
        Given.checkpoints(directory).take(Given.SPEC, Given.state(40), 17, 2);

    assertThat(Checkpoints.key(manifest)).isEqualTo("a/000000000040");
    assertThat(manifest.getStep()).isEqualTo(40);
    assertThat(manifest.getNextBatch()).isEqualTo(40);
    assertThat(manifest.getNextBatchOffset()).isEqualTo(17);
    assertThat(manifest.getDistributionVersion()).isEqualTo(2);
    assertThat(manifest.getSpec()).isEqualTo(RunSpecs.canonical(Given.SPEC));
    assertThat(manifest.getSettings()).isEqualTo(Map.of("threads", "1"));
    assertThat(manifest.getLibraries()).isEqualTo(Map.of("pytorch", "2.5.1"));
    assertThat(manifest.getCreatedAtMillis()).isEqualTo(Given.CLOCK.instant());
  }

  @Test
  void neitherTimeNorRunIsInTheFiles() {
    Checkpoints one = Given.checkpoints(directory);
    Checkpoints other =
        Given.checkpoints("other", directory, Clock.offset(Given.CLOCK, Duration.ofDays(1)));

    CheckpointManifest first = one.take(Given.SPEC, Given.state(5), 1, 0);
    CheckpointManifest second = other.take(Given.SPEC, Given.state(5), 9, 1);

    assertThat(second.getWeights()).isEqualTo(first.getWeights());
    assertThat(second.getOptimizer()).isEqualTo(first.getOptimizer());
  }

  @Test
  void filesOfAnotherStepAreRefused() {
    Checkpoints checkpoints = Given.checkpoints(directory);
    CheckpointManifest wrong = checkpoints.take(Given.SPEC, Given.state(5), 1, 0);
    wrong.put("step", 6L);

    assertThatThrownBy(() -> Checkpoints.load(DirectoryStore.in(directory), wrong))
        .isInstanceOf(Checkpoints.DamagedException.class)
        .hasMessage(
            "checkpoint a/000000000006 cannot be loaded:" + " the optimizer's file is of step 5");
  }
}
