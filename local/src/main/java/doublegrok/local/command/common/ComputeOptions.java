package doublegrok.local.command.common;

import doublegrok.local.check.Cores;
import doublegrok.local.check.SupportedPlatform;
import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import doublegrok.model.PrecisionChoice;
import doublegrok.trainer.compute.ComputeSettings;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Options of where and with how many threads to compute. */
public final class ComputeOptions {
  @Option(
      names = "--device",
      paramLabel = "cpu|cuda|auto",
      defaultValue = "auto",
      description = "Where to compute (default: ${DEFAULT-VALUE}: cuda where it can be had).")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = {
        "Threads that compute on a CPU (default: half of the cores, at most 4; in training those",
        "of the checkpoint, and at a run's beginning as many as a short measurement finds best)."
      })
  private Integer threads;

  /**
   * The device asked for. Loads PyTorch to see whether there is CUDA, if that was asked for.
   *
   * @throws IllegalArgumentException if it cannot be had
   * @throws doublegrok.local.check.RefusedException if nothing can be computed on this machine
   */
  public DeviceChoice device() {
    SupportedPlatform.here().require();
    DeviceChoice choice = DeviceChoice.parse(device);
    if (choice == DeviceChoice.CUDA) {
      ComputeDevice.choose(choice);
    }
    return choice;
  }

  /**
   * What a trainer is asked.
   *
   * @param mostThreads that it may find best
   */
  public ComputeSettings training(int mostThreads, Optional<PrecisionChoice> precision) {
    OptionalInt asked = threads == null ? OptionalInt.empty() : OptionalInt.of(threads());
    return new ComputeSettings(device(), asked, mostThreads, precision);
  }

  /** The threads asked for, or what suits this machine. */
  public int threads() {
    return threads == null ? Cores.here().usual() : ComputeSettings.checkedThreads(threads);
  }
}
