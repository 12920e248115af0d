package doublegrok.trainer.compute;

import doublegrok.model.DeviceChoice;
import doublegrok.model.PrecisionChoice;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings that a person gave of how a run is computed.
 *
 * @param device where
 * @param threads that compute on a CPU; empty for the checkpoint's, or what a measurement finds
 * @param mostThreads that a measurement may find
 * @param precision of matrix products; empty for the checkpoint's, or float32
 */
public record ComputeSettings(
    DeviceChoice device,
    OptionalInt threads,
    int mostThreads,
    Optional<PrecisionChoice> precision) {
  private static final int THREADS_MAX = 1024;

  public ComputeSettings {
    threads.ifPresent(ComputeSettings::checkedThreads);
    checkedThreads(mostThreads);
  }

  /** Exactly this many threads, and float32 unless a checkpoint says otherwise. */
  public static ComputeSettings on(DeviceChoice device, int threads) {
    return new ComputeSettings(device, OptionalInt.of(threads), threads, Optional.empty());
  }

  /**
   * The number given.
   *
   * @throws IllegalArgumentException if so many threads cannot compute
   */
  public static int checkedThreads(int threads) {
    if (threads < 1 || threads > THREADS_MAX) {
      throw new IllegalArgumentException(
          "--threads must be 1..%d, was %d".formatted(THREADS_MAX, threads));
    }
    return threads;
  }
}
