package doublegrok.local.command;

import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** How far to train, and from what. */
final class TrainingOptions {
  @Option(
      names = "--until-step",
      paramLabel = "N",
      description = "End at this step instead of the spec's last.")
  private Long untilStep;

  @Option(
      names = "--accept-other-settings",
      description = {
        "Go on from a checkpoint that was computed on another device or with another number of",
        "threads; the run is then no longer bit for bit what it would have been."
      })
  private boolean acceptOtherSettings;

  /** The step to end at, if one is given. */
  OptionalLong untilStep() {
    if (untilStep == null) {
      return OptionalLong.empty();
    }
    if (untilStep < 1) {
      throw new IllegalArgumentException("--until-step must be at least 1, was " + untilStep);
    }
    return OptionalLong.of(untilStep);
  }

  boolean acceptOtherSettings() {
    return acceptOtherSettings;
  }
}
