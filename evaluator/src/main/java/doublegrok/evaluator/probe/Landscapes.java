package doublegrok.evaluator.probe;

import doublegrok.explain.coefficient.Landscape;

/** The losses of a checkpoint's model, whose weights can be moved for as long as a probe looks. */
@FunctionalInterface
public interface Landscapes {
  /**
   * The loss on batches as the run trains on, which it never trains on itself, with the sets of its
   * family as contexts. It stops with whoever asked if there is no more time.
   *
   * @param batches at least 1, each of as many sequences as the run's
   * @param sequences of each set, at most; at least 1
   */
  Landscape of(int batches, int sequences);
}
