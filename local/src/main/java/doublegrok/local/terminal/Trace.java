package doublegrok.local.terminal;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One number of a run over its steps, as means over spans that grow with the run. */
final class Trace {
  private static final int SPANS_MAX = 1024;

  private NavigableMap<Long, Mean> spans = new TreeMap<>();
  private long stepsPerSpan = 1;

  /** The number at a step; one that is not finite is left out. */
  void put(long step, double value) {
    if (Double.isFinite(value)) {
      spans.merge(step / stepsPerSpan, new Mean(value, 1), Mean::plus);
      if (spans.size() > SPANS_MAX) {
        widen();
      }
    }
  }

  /**
   * Its means over equal parts of the run so far.
   *
   * @return one number a column; a column without a number repeats the one before
   */
  double[] columns(int count) {
    if (spans.isEmpty()) {
      return new double[0];
    }
    Mean[] columns = new Mean[spans.size() == 1 ? 1 : count];
    double first = spans.firstKey();
    double length = Math.max(1, spans.lastKey() - first);
    for (Map.Entry<Long, Mean> span : spans.entrySet()) {
      int column = (int) ((span.getKey() - first) / length * (columns.length - 1) + 0.5);
      columns[column] =
          columns[column] == null ? span.getValue() : columns[column].plus(span.getValue());
    }
    double[] means = new double[columns.length];
    Mean last = columns[0];
    for (int column = 0; column < means.length; column++) {
      last = columns[column] == null ? last : columns[column];
      means[column] = last.value();
    }
    return means;
  }

  int size() {
    return spans.size();
  }

  private void widen() {
    stepsPerSpan *= 2;
    NavigableMap<Long, Mean> wider = new TreeMap<>();
    spans.forEach((span, mean) -> wider.merge(span / 2, mean, Mean::plus));
    spans = wider;
  }

  private record Mean(double sum, int count) {
    Mean plus(Mean other) {
      return new Mean(sum + other.sum, count + other.count);
    }

    double value() {
      return sum / count;
    }
  }
}
