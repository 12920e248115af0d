package doublegrok.bench;

import doublegrok.bench.Rounds.Measurement;
import doublegrok.model.MatrixProduct;
import doublegrok.model.Precision;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.List;

/** Section about the training step, from memory. */
final class StepSection {
  private static final double GIGA = 1e9;

  private StepSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    List<Shape> shapes = Shape.all(setting.quick());
    try (MatrixProduct product = MachineSection.product(Precision.FLOAT32, setting)) {
      List<Samples> found =
          seconds(shapes, setting, List.of(MachineSection.peak(product, setting)));
      for (int i = 0; i < shapes.size(); i++) {
        report(shapes.get(i), found.get(i), found.get(shapes.size()), report);
      }
    }
    report.remark(StepWork.FORMULA);
  }

  /** Seconds of a step of each shape in turn, and what is measured in the same rounds. */
  static List<Samples> seconds(List<Shape> shapes, Setting setting, List<Measurement> besides)
      throws Exception {
    List<Trainee> trainees = new ArrayList<>();
    try {
      List<Measurement> all = new ArrayList<>();
      for (Shape shape : shapes) {
        Trainee trainee = Trainee.own(shape, setting.computeDevice(), Precision.FLOAT32);
        trainees.add(trainee);
        all.add(setting.seconds(() -> trainee.steps(1)));
      }
      all.addAll(besides);
      return setting.inTurn(all);
    } finally {
      trainees.forEach(Trainee::close);
    }
  }

  private static void report(Shape shape, Samples seconds, Samples peak, Report report) {
    TokenSequences block = shape.blocks(1).get(0);
    double operations = StepWork.operations(shape.spec(), block);
    double tokens = (double) block.count() * block.layout().length();
    Samples speed = seconds.map(each -> operations / each / GIGA);
    report.figure(shape.name(), "step", "ms", seconds.times(1000));
    report.figure(shape.name(), "tokens", "/s", seconds.map(each -> tokens / each));
    report.figure(shape.name(), "arithmetic", "GFLOP/s", speed);
    report.figure(shape.name(), "of the peak", "%", speed.over(peak).times(100));
  }
}
