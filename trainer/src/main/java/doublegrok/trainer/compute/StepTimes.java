package doublegrok.trainer.compute;

import doublegrok.model.Precision;
import java.util.List;
import java.util.Locale;

/** Times that a training step of a run takes. */
public interface StepTimes {
  /**
   * A way to compute a step.
   *
   * @param threads that compute
   * @param products numbers that matrix products take
   */
  record Way(int threads, Precision products) {}

  /** Milliseconds of a step in each of these ways, measured under the same conditions. */
  List<Double> millis(List<Way> ways);

  /** A time for people. */
  static String text(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%.1f", millis);
  }
}
