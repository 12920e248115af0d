package doublegrok.model;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Number of threads that one operation may use on the CPU. The number changes the order of sums, so
 * a run is bit-exact only under the same number.
 */
public final class ComputeThreads {
  private ComputeThreads() {}

  /**
   * Sets the number for the calling thread, which keeps it whatever other threads set, and for
   * every thread that has neither set one nor computed yet.
   */
  public static void use(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, was " + threads);
    }
    current(); // PyTorch gives a thread the newest number of all at its first use, so not later
    JniUtils.setNumThreads(threads);
  }

  /** The calling thread's number. */
  public static int current() {
    Torch.engine();
    return JniUtils.getNumThreads();
  }
}
