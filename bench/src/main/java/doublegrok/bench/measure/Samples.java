package doublegrok.bench.measure;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * One measurement's results, one a round, in the order of the rounds.
 *
 * @param values at least one
 */
public record Samples(List<Double> values) {
  /** Copies the list. */
  public Samples {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("samples need at least one value, had none");
    }
  }

  /** Samples of these values. */
  public static Samples of(double... values) {
    return new Samples(
        IntStream.range(0, values.length).mapToObj(i -> values[i]).toList());
  }

  /** Each value changed. */
  public Samples map(DoubleUnaryOperator change) {
    return new Samples(values.stream().map(change::applyAsDouble).toList());
  }

  /** The ratio to another measurement, round by round: what disturbs a round disturbs both. */
  public Samples over(Samples other) {
    if (other.values.size() != values.size()) {
      throw new IllegalArgumentException("a ratio needs the same rounds, were %d and %d"
          .formatted(values.size(), other.values.size()));
    }
    return new Samples(IntStream.range(0, values.size())
        .mapToObj(i -> values.get(i) / other.values.get(i))
        .toList());
  }

  /** Median, least and greatest. */
  public Spread spread() {
    List<Double> sorted = values.stream().sorted().toList();
    int runs = sorted.size();
    double median = (sorted.get((runs - 1) / 2) + sorted.get(runs / 2)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(runs - 1), runs);
  }
}
