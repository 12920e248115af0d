package doublegrok.local.command;

import doublegrok.model.DeviceChoice;
import picocli.CommandLine.Option;

/** Where and with how many threads to compute. */
final class ComputeOptions {
  private static final int THREADS_MOST = 4;

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

  DeviceChoice device() {
    return DeviceChoice.parse(device);
  }

  int threads() {
    int cores = Runtime.getRuntime().availableProcessors();
    return threads == null ? Math.max(1, Math.min(THREADS_MOST, cores / 2)) : threads;
  }
}
