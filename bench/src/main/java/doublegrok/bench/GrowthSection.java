package doublegrok.bench;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Section about how the step's time grows with each size, the others held. */
final class GrowthSection {
  private static final List<String> BASE = List.of(
      "task.modulus=11",
      "distribution.tasks=64",
      "distribution.input_fraction=0.75",
      "distribution.shots=16",
      "model.layers=2",
      "model.width=64",
      "batch.sequences=64");
  private static final List<Size> SIZES = List.of(
      new Size("sequences", "batch.sequences", List.of(32, 64, 128, 256)),
      new Size("layers", "model.layers", List.of(1, 2, 4)),
      new Size("width", "model.width", List.of(32, 64, 128, 256)),
      new Size("shots", "distribution.shots", List.of(8, 16, 32, 64)));

  /** Size that is varied: its name, its key in the run spec, and its values. */
  private record Size(String name, String key, List<Integer> values) {
    Shape shape(int value) {
      Stream<String> changes = Stream.concat(BASE.stream(), Stream.of(key + "=" + value));
      return Shape.of(name + " = " + value, "he2024", changes.toList());
    }
  }

  private GrowthSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    for (Size size : SIZES) {
      int count = setting.times(size.values().size(), 2);
      List<Shape> shapes = size.values().stream().limit(count).map(size::shape).toList();
      List<Samples> seconds = StepSection.seconds(shapes, setting, List.of());
      for (int i = 0; i < count; i++) {
        report.figure(size.name(), shapes.get(i).name(), "ms", seconds.get(i).times(1000));
      }
      List<Double> exponents = IntStream.range(0, setting.rounds())
          .mapToObj(round -> seconds.stream().map(each -> each.values().get(round)))
          .map(times -> exponent(size.values().subList(0, count), times.toList()))
          .toList();
      report.figure(size.name(), "exponent", "", new Samples(exponents));
    }
    report.remark(
        "Base: p = 11, 64 sequences of 16 shots, 2 layers of width 64, AdamW. The exponent is that"
            + " of the power law nearest in the logarithms, fitted in each round.");
  }

  /**
   * Exponent of the power law nearest to points in the logarithms: 1 for in proportion.
   *
   * @param x positive, at least two different ones
   * @param y positive, as many
   */
  static double exponent(List<? extends Number> x, List<Double> y) {
    double[] logs = x.stream().mapToDouble(each -> Math.log(each.doubleValue())).toArray();
    double mean = DoubleStream.of(logs).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < logs.length; i++) {
      covariance += (logs[i] - mean) * Math.log(y.get(i));
      variance += (logs[i] - mean) * (logs[i] - mean);
    }
    return covariance / variance;
  }
}
