package doublegrok.local.command.common;

import doublegrok.model.PrecisionChoice;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Options of how far to train, from what, and in which precision. */
public final class TrainingOptions {
  @Option(
      names = "--until-step",
      paramLabel = "N",
      description = "End at this step instead of the spec's last.")
  private Long untilStep;

  @Option(
      names = "--accept-other-settings",
      description = {
        "Go on from a checkpoint that was computed on another device, with another number of",
        "threads or in another precision; the run is then no longer bit for bit what it would",
        "have been."
      })
  private boolean acceptOtherSettings;

  @Option(
      names = "--precision",
      paramLabel = "float32|bfloat16|auto",
      description = {
        "Numbers that matrix products of training take (default: the checkpoint's, or float32);",
        "auto: bfloat16 where the device has units for it and it is found to be faster."
      })
  private String precision;

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

  public boolean acceptOtherSettings() {
    return acceptOtherSettings;
  }

  /** The precision asked for, if one is. */
  public Optional<PrecisionChoice> precision() {
    return Optional.ofNullable(precision).map(PrecisionChoice::parse);
  }
}
