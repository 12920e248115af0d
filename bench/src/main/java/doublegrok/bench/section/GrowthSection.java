package doublegrok.bench.section;

import doublegrok.bench.measure.Measurement;
import doublegrok.bench.measure.PowerLaw;
import doublegrok.bench.measure.Samples;
import doublegrok.bench.report.SectionReport.Draft;
import doublegrok.model.ComputeDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How the step's time grows with each size, the others held. */
final class GrowthSection implements Section {
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

  /** What is varied: its name, its key in the run spec, and its values. */
  private record Size(String name, String key, List<Integer> values) {
    Shape shape(int value) {
      List<String> changes = new ArrayList<>(BASE);
      changes.add(key + "=" + value);
      return Shape.of(name + " = " + value, "he2024", changes);
    }
  }

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public void measure(Setting setting, Draft report) throws Exception {
    ComputeDevice device = setting.computeDevice();
    for (Size size : SIZES) {
      List<Trainee> trainees = new ArrayList<>();
      try {
        for (int value : values(size, setting)) {
          trainees.add(new Trainee(size.shape(value), device, setting.stopwatch()));
        }
        List<Measurement> measurements = List.copyOf(trainees);
        report(size, values(size, setting), setting.warmRounds().of(measurements), report);
      } finally {
        trainees.forEach(Trainee::close);
      }
    }
    report.remark(
        "Base: p = 11, 64 sequences of 16 shots, 2 layers of width 64, AdamW. The exponent is that"
            + " of the power law nearest in the logarithms, fitted in each round.");
  }

  private static List<Integer> values(Size size, Setting setting) {
    return size.values().subList(0, setting.times(size.values().size(), 2));
  }

  private static void report(Size size, List<Integer> values, List<Samples> seconds, Draft report) {
    for (int i = 0; i < values.size(); i++) {
      String measure = "%s = %d".formatted(size.name(), values.get(i));
      report.figure(size.name(), measure, "ms", seconds.get(i).map(each -> 1000 * each));
    }
    List<Double> x = values.stream().map(Integer::doubleValue).toList();
    int rounds = seconds.get(0).values().size();
    report.figure(
        size.name(),
        "exponent",
        "",
        new Samples(IntStream.range(0, rounds)
            .mapToObj(round -> PowerLaw.through(
                    x, seconds.stream().map(each -> each.values().get(round)).toList())
                .exponent())
            .toList()));
  }
}
