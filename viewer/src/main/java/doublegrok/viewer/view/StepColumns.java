package doublegrok.viewer.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Columns of what every step of a run measured, one for each measure: 56 bytes a step, so that a
 * long run can be looked at again without reading it again. For one thread at a time.
 */
public final class StepColumns {
  private static final int MEASURES = 5;
  private static final int FIRST_ROOM = 1024;

  private long[] steps = new long[FIRST_ROOM];
  private long[] finishedAtMillis = new long[FIRST_ROOM];
  private final double[][] measures = new double[MEASURES][FIRST_ROOM];
  private int size;

  /** Steps so far. */
  public int size() {
    return size;
  }

  /** The last step; 0 if there is none. */
  public long lastStep() {
    return size == 0 ? 0 : steps[size - 1];
  }

  /**
   * Adds the next step.
   *
   * @param finished wall clock at its end
   * @throws IllegalArgumentException if it does not come after the last one
   */
  public void add(long step, long finished, StepMeasures measured) {
    if (size > 0 && step <= lastStep()) {
      throw new IllegalArgumentException(
          "steps must ascend, step %d came after %d; cut the columns".formatted(step, lastStep())
              + " before a step that is told again");
    }
    if (size == steps.length) {
      grow();
    }
    steps[size] = step;
    finishedAtMillis[size] = finished;
    double[] values = {
      measured.loss(),
      measured.learningRate(),
      measured.gradientNorm(),
      measured.tokensPerSecond(),
      measured.waitSeconds()
    };
    for (int measure = 0; measure < MEASURES; measure++) {
      measures[measure][size] = values[measure];
    }
    size++;
  }

  /** Forgets this step and those after it. */
  public void cutFrom(long step) {
    size = series().firstFrom(step);
  }

  /** The last step that had ended by a time; 0 if none had. */
  public long stepAt(long millis) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (finishedAtMillis[middle] <= millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? 0 : steps[low - 1];
  }

  /** The points of a window that are worth showing; each is a step that was trained. */
  List<LossPoint> points(StepWindow window) {
    return Arrays.stream(Thinning.chosen(series(), window, window.points()))
        .mapToObj(i -> LossPoint.of(steps[i], measures(i)))
        .toList();
  }

  /** Means over equal shares of the steps of a window; none if it shows every step. */
  List<StepMeans> means(StepWindow window) {
    Thinning.Series series = series();
    int from = series.firstFrom(window.from());
    int to = series.firstFrom(window.to() + 1);
    List<StepMeans> means = new ArrayList<>();
    if (to - from <= window.points()) {
      return means;
    }
    StepBuckets buckets = Thinning.buckets(series, from, to, window.points() / 4);
    for (int begin = from; begin < to; ) {
      int end = Thinning.endOfBucket(series, buckets, begin, to);
      means.add(new StepMeans(steps[end - 1], end - begin, mean(begin, end)));
      begin = end;
    }
    return means;
  }

  /** Number of steps in a window. */
  int count(StepWindow window) {
    return series().firstFrom(window.to() + 1) - series().firstFrom(window.from());
  }

  private Thinning.Series series() {
    List<IntToDoubleFunction> values = Arrays.stream(measures)
        .map(column -> (IntToDoubleFunction) i -> column[i])
        .toList();
    return new Thinning.Series(size, i -> steps[i], values);
  }

  private StepMeasures measures(int i) {
    return of(Arrays.stream(measures).mapToDouble(column -> column[i]).toArray());
  }

  private StepMeasures mean(int from, int to) {
    return of(Arrays.stream(measures)
        .mapToDouble(column -> IntStream.range(from, to)
            .mapToDouble(i -> column[i])
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN))
        .toArray());
  }

  private static StepMeasures of(double[] values) {
    return new StepMeasures(values[0], values[1], values[2], values[3], values[4]);
  }

  private void grow() {
    int room = 2 * steps.length;
    steps = Arrays.copyOf(steps, room);
    finishedAtMillis = Arrays.copyOf(finishedAtMillis, room);
    for (int measure = 0; measure < MEASURES; measure++) {
      measures[measure] = Arrays.copyOf(measures[measure], room);
    }
  }
}
