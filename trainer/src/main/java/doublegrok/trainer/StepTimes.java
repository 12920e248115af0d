package doublegrok.trainer;

import doublegrok.model.Precision;
import java.util.List;

/** What a training step of a run takes. */
interface StepTimes {
  /**
   * A way to compute a step.
   *
   * @param threads that compute
   * @param products numbers that matrix products take
   */
  record Way(int threads, Precision products) {}

  /** Milliseconds of a step in each of these ways, measured under the same conditions. */
  List<Double> millis(List<Way> ways);
}
