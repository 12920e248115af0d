package doublegrok.bench;

import doublegrok.bench.Rounds.Measurement;
import doublegrok.bench.Trainee.Steps;
import doublegrok.model.ComputeDevice;
import doublegrok.model.Precision;
import doublegrok.task.TokenSequences;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Section about the training step against plain PyTorch: the same weights, batches, optimizer and
 * threads, blocks of steps in turn; the losses must agree at every step.
 */
final class PytorchSection {
  private static final int STEPS = 50; // at least
  private static final int QUICK_STEPS = 6;
  private static final int WARM_STEPS = 2;

  /** One that is too slow for its share of a round takes fewer steps, and that is told. */
  private static final double BLOCK_MILLIS = 60_000;

  /** Largest difference of two losses, in nats: sums in another order, as training amplifies it. */
  private static final double TOLERANCE = 0.01;

  /** Our program with products of bfloat16, where the device has them; its losses are its own. */
  private static final String ROUNDED = "bfloat16";

  private PytorchSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    Optional<String> python = PythonProcess.withTorch(setting.python());
    if (python.isEmpty()) {
      report.remark("No Python with torch and numpy was found%s; name one with --against-pytorch."
          .formatted(setting.python().map(" as "::concat).orElse("")));
    }
    Map<String, String> descriptions = new LinkedHashMap<>();
    for (Shape shape : Shape.all(setting.quick(), "optimizer.name=adamw")) {
      setting.progress().accept("  " + shape.name());
      List<Contestant> contestants = new ArrayList<>();
      try {
        open(shape, python, setting, contestants);
        report(shape.name(), contestants, setting.inTurn(contestants), report);
        contestants.forEach(each -> descriptions.put(each.name, each.trainee.description()));
      } finally {
        contestants.forEach(each -> each.trainee.close());
      }
    }
    descriptions.values().forEach(report::remark);
    report.remark("Losses of float32 may differ by %s nats in any step that is compared."
        .formatted(TOLERANCE));
  }

  private static void open(
      Shape shape, Optional<String> python, Setting setting, List<Contestant> opened)
      throws Exception {
    int wanted = setting.times(STEPS, QUICK_STEPS) - WARM_STEPS;
    int block = (wanted + setting.rounds() - 1) / setting.rounds();
    List<TokenSequences> blocks = shape.blocks(WARM_STEPS + block * setting.rounds());
    ComputeDevice device = setting.computeDevice();
    Trainee own = Trainee.own(shape, blocks, device, Precision.FLOAT32);
    opened.add(new Contestant("doublegrok", own, block));
    opened.add(new Contestant("plain", Trainee.plain(shape, blocks, device), block));
    if (python.isPresent()) {
      Path directory = setting.newDirectory("python-" + shape.name());
      int threads = setting.threads();
      Trainee script = PythonProcess.start(python.get(), shape, blocks, device, threads, directory);
      opened.add(new Contestant("python", script, block));
    }
    if (device.multipliesBfloat16()) {
      Trainee rounded = Trainee.own(shape, blocks, device, Precision.BFLOAT16);
      opened.add(new Contestant(ROUNDED, rounded, block));
    }
  }

  private static void report(
      String shape, List<Contestant> contestants, List<Samples> millis, Report report) {
    Contestant own = contestants.get(0);
    report.figure(shape, own.name, "ms a step", millis.get(0));
    for (int i = 1; i < contestants.size(); i++) {
      Contestant other = contestants.get(i);
      String name = other.name;
      int steps = Math.min(own.losses.size(), other.losses.size());
      double difference = IntStream.range(0, steps)
          .mapToDouble(step -> Math.abs(own.losses.get(step) - other.losses.get(step)))
          .max()
          .orElseThrow();
      report.figure(shape, name, "ms a step", millis.get(i));
      report.figure(shape, name + " / doublegrok", "times", millis.get(i).over(millis.get(0)));
      report.figure(shape, name + " compared", "steps", Samples.of(steps));
      report.figure(shape, name + " loss differs", "nats", Samples.of(difference));
      if (!(difference <= TOLERANCE) && !name.equals(ROUNDED)) {
        report.fail("the losses of %s and doublegrok differ by up to %s nats on %s, over %s"
            .formatted(name, difference, shape, TOLERANCE));
      }
    }
  }

  /** Milliseconds a step, of a block of steps a round; the first round only warms up. */
  private static final class Contestant implements Measurement {
    final String name;
    final Trainee trainee;
    final List<Double> losses = new ArrayList<>();
    private final int block;
    private double warmMillis;

    Contestant(String name, Trainee trainee, int block) {
      this.name = name;
      this.trainee = trainee;
      this.block = block;
    }

    @Override
    public double take() throws Exception {
      int affordable = Math.max(1, (int) (BLOCK_MILLIS / warmMillis)); // without bound at first
      boolean warm = !losses.isEmpty();
      Steps steps = trainee.steps(warm ? Math.min(block, affordable) : WARM_STEPS);
      losses.addAll(steps.losses());
      double millis = steps.millis() / steps.losses().size();
      warmMillis = warm ? warmMillis : millis;
      return millis;
    }
  }
}
