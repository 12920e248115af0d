package doublegrok.bench;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Results of one measurement, one a round, in the order of the rounds.
 *
 * @param values at least one
 */
record Samples(List<Double> values) {
  Samples {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("samples need at least one value, had none");
    }
  }

  static Samples of(double... values) {
    return new Samples(DoubleStream.of(values).boxed().toList());
  }

  /** Each value changed. */
  Samples map(DoubleUnaryOperator change) {
    return new Samples(values.stream().map(change::applyAsDouble).toList());
  }

  /** Each value so many times. */
  Samples times(double factor) {
    return map(value -> factor * value);
  }

  /** The ratio to another measurement, round by round: what disturbs a round disturbs both. */
  Samples over(Samples other) {
    if (other.values.size() != values.size()) {
      throw new IllegalArgumentException("a ratio needs the same rounds, were %d and %d"
          .formatted(values.size(), other.values.size()));
    }
    return new Samples(IntStream.range(0, values.size())
        .mapToObj(round -> values.get(round) / other.values.get(round))
        .toList());
  }

  /** The mean of the middle two, if their number is even. */
  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }

  double least() {
    return values.stream().min(Double::compare).orElseThrow();
  }

  double greatest() {
    return values.stream().max(Double::compare).orElseThrow();
  }
}
