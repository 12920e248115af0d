package doublegrok.local.command.checkpoint;

import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.pipeline.Cluster;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.task.families.Families;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that name a checkpoint of a run, and where its manifest and its file are. */
final class CheckpointOptions {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  @Option(
      names = "--at-step",
      paramLabel = "N",
      description = "Step of the checkpoint (default: the newest sound one).")
  private Long step;

  @Mixin
  private ClusterOptions clusterOptions;

  /** The families that run specs may name. */
  Families families() {
    return clusterOptions.families();
  }

  /** Where the runs are. */
  ClusterOptions cluster() {
    return clusterOptions;
  }

  /** The step asked for; empty for the newest. */
  OptionalLong step() {
    if (step != null && step < 0) {
      throw new IllegalArgumentException("--at-step must be at least 0, was " + step);
    }
    return step == null ? OptionalLong.empty() : OptionalLong.of(step);
  }

  /** The checkpoints of a run that the log knows. */
  CheckpointChoice choice(String run) {
    try (Cluster cluster = clusterOptions.reading()) {
      RunScan scan = new RunScan(cluster.kafka(), WITHIN);
      List<CheckpointManifest> manifests = scan.all(Topics.CHECKPOINTS, run);
      if (manifests.isEmpty() && scan.all(Topics.CONTROL, run).isEmpty()) {
        throw RefusedException.unknownRun(run);
      }
      return new CheckpointChoice(run, manifests);
    }
  }

  /**
   * Those whose files are in the data directory.
   *
   * @param progress is told of checkpoints that are passed over
   */
  SoundCheckpoints sound(Consumer<String> progress) {
    return new SoundCheckpoints(clusterOptions.checkpoints(), progress);
  }
}
