package doublegrok.bench;

import doublegrok.bench.Contestant.Steps;
import doublegrok.bench.Rounds.Measurement;
import doublegrok.model.ComputeDevice;
import doublegrok.model.Precision;
import doublegrok.task.TokenSequences;
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

  /** A contestant that is too slow for its share of a round takes fewer steps, and that is told. */
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
    int wanted = setting.times(STEPS, QUICK_STEPS) - WARM_STEPS;
    int block = (wanted + setting.rounds() - 1) / setting.rounds();
    Map<String, String> descriptions = new LinkedHashMap<>();
    for (Shape shape : Shape.all(setting.quick(), "optimizer.name=adamw")) {
      setting.progress().accept("  " + shape.name());
      List<TokenSequences> blocks = shape.blocks(WARM_STEPS + block * setting.rounds());
      Map<String, Contestant> contestants = new LinkedHashMap<>();
      try {
        open(shape, blocks, python, setting, contestants);
        contestants.forEach((name, each) -> descriptions.putIfAbsent(name, each.description()));
        report(shape.name(), contestants, block, setting.warmRounds(), report);
      } finally {
        contestants.values().forEach(Contestant::close);
      }
    }
    descriptions.values().forEach(report::remark);
    report.remark("Losses of float32 may differ by %s nats in any step that is compared."
        .formatted(TOLERANCE));
  }

  private static void open(
      Shape shape,
      List<TokenSequences> blocks,
      Optional<String> python,
      Setting setting,
      Map<String, Contestant> contestants)
      throws Exception {
    ComputeDevice device = setting.computeDevice();
    contestants.put("doublegrok", Contestant.own(shape, blocks, device, Precision.FLOAT32));
    contestants.put("plain", Contestant.plain(shape, blocks, device));
    if (python.isPresent()) {
      contestants.put(
          "python",
          PythonProcess.start(
              python.get(),
              shape,
              blocks,
              device,
              setting.threads(),
              setting.newDirectory("python-" + shape.name())));
    }
    if (device.multipliesBfloat16()) {
      contestants.put(ROUNDED, Contestant.own(shape, blocks, device, Precision.BFLOAT16));
    }
  }

  private static void report(
      String shape, Map<String, Contestant> contestants, int block, Rounds rounds, Report report)
      throws Exception {
    List<String> names = List.copyOf(contestants.keySet());
    List<Timed> all =
        contestants.values().stream().map(each -> new Timed(each, block)).toList();
    List<Samples> millis = rounds.of(all);
    report.figure(shape, names.get(0), "ms a step", millis.get(0));
    for (int i = 1; i < all.size(); i++) {
      String name = names.get(i);
      double difference = all.get(0).farthestFrom(all.get(i));
      Samples steps = Samples.of(all.get(0).stepsWith(all.get(i)));
      report.figure(shape, name, "ms a step", millis.get(i));
      report.figure(shape, name + " / doublegrok", "times", millis.get(i).over(millis.get(0)));
      report.figure(shape, name + " compared", "steps", steps);
      report.figure(shape, name + " loss differs", "nats", Samples.of(difference));
      if (!(difference <= TOLERANCE) && !name.equals(ROUNDED)) {
        report.fail("the losses of %s and doublegrok differ by up to %s nats on %s, over %s"
            .formatted(name, difference, shape, TOLERANCE));
      }
    }
  }

  /** Milliseconds a step, of a block of steps a round; the first round only warms up. */
  private static final class Timed implements Measurement {
    private final Contestant contestant;
    private final int block;
    private final List<Double> losses = new ArrayList<>();
    private double warmMillis;

    Timed(Contestant contestant, int block) {
      this.contestant = contestant;
      this.block = block;
    }

    @Override
    public double take() throws Exception {
      int affordable = Math.max(1, (int) (BLOCK_MILLIS / warmMillis)); // without bound at first
      int count = losses.isEmpty() ? WARM_STEPS : Math.min(block, affordable);
      Steps steps = contestant.stepping().take(count);
      double millis = steps.millis() / count;
      warmMillis = losses.isEmpty() ? millis : warmMillis;
      losses.addAll(steps.losses());
      return millis;
    }

    /** Steps that both took. */
    int stepsWith(Timed other) {
      return Math.min(losses.size(), other.losses.size());
    }

    /** The largest difference in the steps that both took. */
    double farthestFrom(Timed other) {
      return IntStream.range(0, stepsWith(other))
          .mapToDouble(step -> Math.abs(losses.get(step) - other.losses.get(step)))
          .max()
          .orElseThrow();
    }
  }
}
