package doublegrok.local.command.common;

import doublegrok.model.PrecisionChoice;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of what to train from, and in which precision. */
public final class PrecisionOptions {
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

  /** Whether to go on from a checkpoint that was computed otherwise. */
  public boolean acceptOtherSettings() {
    return acceptOtherSettings;
  }

  /** The precision asked for, if one is. */
  public Optional<PrecisionChoice> precision() {
    return Optional.ofNullable(precision).map(PrecisionChoice::parse);
  }
}
