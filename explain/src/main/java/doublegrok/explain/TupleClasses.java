package doublegrok.explain;

import doublegrok.task.Reference;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sorts items into classes of equal tuples of reference probabilities. Tuples are equal if their
 * logarithms, rounded to .001, are; where that leaves more classes than are allowed, the rounding
 * is made coarser, by factors of two. A class has the mean of its tuples, so that probabilities
 * still sum to 1 over all items.
 */
final class TupleClasses {
  /** Bounds the time of a fit, and keeps an index within two bytes. */
  static final int MOST = 4096;

  private static final double FINEST_GRAIN = 1e-3;

  private final List<Reference> references;
  private final char[] indices;
  private int items;
  private double grain = FINEST_GRAIN;
  private Map<IntBuffer, Integer> known = new HashMap<>();
  private List<double[]> sums = new ArrayList<>(); // per class: weighted tuples, then the weight

  TupleClasses(List<Reference> references, int items) {
    this.references = references;
    this.indices = new char[items];
  }

  /**
   * Puts the next item into its class.
   *
   * @param tuple smoothed probability of the item in each reference
   */
  void add(double[] tuple, double weight) {
    double[] weighted = Arrays.copyOf(tuple, tuple.length + 1);
    for (int reference = 0; reference < tuple.length; reference++) {
      weighted[reference] *= weight;
    }
    weighted[tuple.length] = weight;
    indices[items++] = (char) classOf(weighted);
    while (sums.size() > MOST) {
      coarsen();
    }
  }

  ReferenceClasses build() {
    double[] weights = new double[sums.size()];
    double[][] probabilities = new double[sums.size()][references.size()];
    for (int index = 0; index < weights.length; index++) {
      weights[index] = sums.get(index)[references.size()];
      for (int reference = 0; reference < references.size(); reference++) {
        probabilities[index][reference] = sums.get(index)[reference] / weights[index];
      }
    }
    return new ReferenceClasses(
        references, new ClassIndices(indices, sums.size()), weights, probabilities);
  }

  private int classOf(double[] weighted) {
    IntBuffer key = key(weighted);
    Integer found = known.get(key);
    if (found == null) {
      known.put(key, sums.size());
      sums.add(weighted);
      return sums.size() - 1;
    }
    double[] sum = sums.get(found);
    for (int term = 0; term < sum.length; term++) {
      sum[term] += weighted[term];
    }
    return found;
  }

  private void coarsen() {
    grain *= 2;
    known = new HashMap<>();
    List<double[]> finer = sums;
    sums = new ArrayList<>();
    int[] renumbered = finer.stream().mapToInt(this::classOf).toArray();
    for (int item = 0; item < items; item++) {
      indices[item] = (char) renumbered[indices[item]];
    }
  }

  /** A buffer, since it is equal to another by its content. */
  private IntBuffer key(double[] weighted) {
    int[] rounded = new int[references.size()];
    for (int reference = 0; reference < rounded.length; reference++) {
      double mean = weighted[reference] / weighted[rounded.length];
      rounded[reference] = (int) Math.round(StrictMath.log(mean) / grain);
    }
    return IntBuffer.wrap(rounded);
  }
}
