package doublegrok.local.command;

import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import picocli.CommandLine.Option;

/** Where and with how many threads to compute. */
final class ComputeOptions {
  private static final int THREADS_USUALLY = 4;
  private static final int THREADS_MOST = 1024;

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda|auto",
      defaultValue = "auto",
      description = "Where to compute (default: ${DEFAULT-VALUE}: cuda where it can be had).")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute on a CPU (default: half of the cores, at most 4).")
  private Integer threads;

  /**
   * The device asked for. Loads PyTorch to see whether there is CUDA, if that was asked for.
   *
   * @throws IllegalArgumentException if it cannot be had
   */
  DeviceChoice device() {
    DeviceChoice choice = DeviceChoice.parse(device);
    if (choice == DeviceChoice.CUDA) {
      ComputeDevice.choose(choice);
    }
    return choice;
  }

  /** The threads asked for, or what suits this machine. */
  int threads() {
    if (threads == null) {
      int cores = Runtime.getRuntime().availableProcessors();
      return Math.max(1, Math.min(THREADS_USUALLY, cores / 2));
    }
    if (threads < 1 || threads > THREADS_MOST) {
      throw new IllegalArgumentException(
          "--threads must be 1..%d, was %d".formatted(THREADS_MOST, threads));
    }
    return threads;
  }
}
