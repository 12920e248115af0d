package doublegrok.local.command.common;

import doublegrok.model.PrecisionChoice;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of how far to train, and of what and in which precision. */
public final class TrainingOptions {
  @Option(
      names = "--until-step",
      paramLabel = "N",
      description = "End at this step instead of the spec's last.")
  private Long untilStep;

  @Mixin
  private PrecisionOptions precisionOptions;

  /** The step to end at, if one is given. */
  public OptionalLong untilStep() {
    if (untilStep == null) {
      return OptionalLong.empty();
    }
    if (untilStep < 1) {
      throw new IllegalArgumentException("--until-step must be at least 1, was " + untilStep);
    }
    return OptionalLong.of(untilStep);
  }

  /** Whether to go on from a checkpoint that was computed otherwise. */
  public boolean acceptOtherSettings() {
    return precisionOptions.acceptOtherSettings();
  }

  /** The precision asked for, if one is. */
  public Optional<PrecisionChoice> precision() {
    return precisionOptions.precision();
  }
}
