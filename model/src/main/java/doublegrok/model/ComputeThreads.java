package doublegrok.model;

import ai.djl.pytorch.jni.JniUtils;

/**
 * How many threads one operation may use on the CPU. The number changes the order of sums, so a
 * run is bit-exact only under the same number.
 */
public final class ComputeThreads {
  private ComputeThreads() {}

  /**
   * Sets the number for the calling thread and for every thread that has not computed yet; a
   * thread that has computed keeps its number. So: call it once, before the programs run.
   */
  public static void use(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, was " + threads);
    }
    Torch.engine();
    JniUtils.setNumThreads(threads);
  }

  /** The calling thread's number. */
  public static int current() {
    Torch.engine();
    return JniUtils.getNumThreads();
  }
}
