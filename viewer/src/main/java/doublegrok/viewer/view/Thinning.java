package doublegrok.viewer.view;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Chooses points of a long series so that a chart of them looks like a chart of all: in each of
 * {@link StepBuckets} the points with the least and the greatest value of every measure, and the
 * first and the last point of all (compare M4, Jugel et al. 2014, doi:10.14778/2732951.2732953).
 */
final class Thinning {
  private Thinning() {}

  /**
   * Points in the order of their steps.
   *
   * @param size number of points
   * @param step of each point
   * @param measures values of each point; those that are not finite have no rank
   */
  record Series(int size, IntToLongFunction step, List<IntToDoubleFunction> measures) {
    Series {
      measures = List.copyOf(measures);
    }

    /** The first point that does not lie before a step. */
    int firstFrom(long wanted) {
      int low = 0;
      int high = size;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (step.applyAsLong(middle) < wanted) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  /** The points of a window, ascending, at most as many as it allows. */
  static int[] chosen(Series series, StepWindow window, int most) {
    int from = series.firstFrom(window.from());
    int to = series.firstFrom(window.to() + 1);
    if (to - from <= most) {
      return IntStream.range(from, to).toArray();
    }
    int perBucket = Math.max(1, 2 * series.measures().size());
    StepBuckets buckets = buckets(series, from, to, (most - 2) / perBucket);
    boolean[] kept = new boolean[to - from];
    kept[0] = true;
    kept[to - from - 1] = true;
    for (int begin = from; begin < to; ) {
      int end = endOfBucket(series, buckets, begin, to);
      keepExtremes(series, begin, end, kept, from);
      begin = end;
    }
    return IntStream.range(from, to).filter(i -> kept[i - from]).toArray();
  }

  /** Buckets of the points from one index up to another. */
  static StepBuckets buckets(Series series, int from, int to, int most) {
    return new StepBuckets(
        series.step().applyAsLong(from), series.step().applyAsLong(to - 1), Math.max(4, most));
  }

  /** Behind the last point that shares the bucket of the first. */
  static int endOfBucket(Series series, StepBuckets buckets, int begin, int to) {
    int bucket = buckets.of(series.step().applyAsLong(begin));
    int end = begin + 1;
    while (end < to && buckets.of(series.step().applyAsLong(end)) == bucket) {
      end++;
    }
    return end;
  }

  private static void keepExtremes(Series series, int begin, int end, boolean[] kept, int from) {
    boolean any = false;
    for (IntToDoubleFunction measure : series.measures()) {
      int least = -1;
      int greatest = -1;
      for (int i = begin; i < end; i++) {
        double value = measure.applyAsDouble(i);
        if (Double.isFinite(value)) {
          least = least < 0 || value < measure.applyAsDouble(least) ? i : least;
          greatest = greatest < 0 || value > measure.applyAsDouble(greatest) ? i : greatest;
        }
      }
      if (least >= 0) {
        kept[least - from] = true;
        kept[greatest - from] = true;
        any = true;
      }
    }
    if (!any) {
      kept[begin - from] = true;
    }
  }
}
