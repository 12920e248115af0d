package doublegrok.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
      List<String> changes = new ArrayList<>(BASE);
      changes.add(key + "=" + value);
      return Shape.of(name + " = " + value, "he2024", changes);
    }
  }

  private GrowthSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    for (Size size : SIZES) {
      List<Integer> values =
          size.values().subList(0, setting.times(size.values().size(), 2));
      List<Shape> shapes = values.stream().map(size::shape).toList();
      List<Samples> seconds = StepSection.seconds(shapes, setting, List.of());
      for (int i = 0; i < shapes.size(); i++) {
        report.figure(size.name(), shapes.get(i).name(), "ms", seconds.get(i).millis());
      }
      report.figure(size.name(), "exponent", "", exponents(values, seconds));
    }
    report.remark(
        "Base: p = 11, 64 sequences of 16 shots, 2 layers of width 64, AdamW. The exponent is that"
            + " of the power law nearest in the logarithms, fitted in each round.");
  }

  private static Samples exponents(List<Integer> values, List<Samples> seconds) {
    List<Double> x = values.stream().map(Integer::doubleValue).toList();
    return new Samples(IntStream.range(0, seconds.get(0).values().size())
        .mapToObj(round ->
            exponent(x, seconds.stream().map(each -> each.values().get(round)).toList()))
        .toList());
  }

  /**
   * Exponent of the power law nearest to points in the logarithms: 1 for in proportion.
   *
   * @param x positive, at least two different ones
   * @param y positive, as many
   */
  static double exponent(List<Double> x, List<Double> y) {
    if (x.size() != y.size() || x.stream().distinct().count() < 2) {
      throw new IllegalArgumentException(
          "a power law needs two different x and a y for each, was given x %s and y %s"
              .formatted(x, y));
    }
    double mean = x.stream().mapToDouble(Math::log).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < x.size(); i++) {
      double deviation = Math.log(x.get(i)) - mean;
      covariance += deviation * Math.log(y.get(i));
      variance += deviation * deviation;
    }
    return covariance / variance;
  }
}
