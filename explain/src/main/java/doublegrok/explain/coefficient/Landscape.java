package doublegrok.explain.coefficient;

import java.util.List;

/** A loss of weights that can be moved, over batches of data that stay; asked by one thread. */
public interface Landscape {
  /** Number of weights. */
  int dimensions();

  /** Number of batches, at least 1. */
  int batches();

  /** Mean loss of a batch. */
  double loss(int batch, float[] weights);

  /**
   * Mean loss of a batch, and its gradient.
   *
   * @param gradient into which it is put, [dimensions]
   */
  double gradient(int batch, float[] weights, float[] gradient);

  /** What skills are measured in beside the loss, in the order of {@link #levels}; may be empty. */
  List<Context> contexts();

  /** How good the weights are in each context. */
  List<Level> levels(float[] weights);

  /**
   * Data of one kind, whose skill may melt by itself.
   *
   * @param label unique in its landscape
   * @param guessing level of who has no skill in it
   */
  record Context(String label, Level guessing) {}

  /**
   * Level of a skill.
   *
   * @param loss mean
   * @param accuracy share of right answers; NaN where none is right or wrong
   */
  record Level(double loss, double accuracy) {
    /** What melts: the accuracy, or where there is none the loss. */
    double skill() {
      return Double.isNaN(accuracy) ? -loss : accuracy;
    }
  }
}
