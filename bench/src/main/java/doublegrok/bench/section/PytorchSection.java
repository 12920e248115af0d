package doublegrok.bench.section;

import doublegrok.bench.measure.Measurement;
import doublegrok.bench.measure.Rounds;
import doublegrok.bench.measure.Samples;
import doublegrok.bench.pytorch.Contestant;
import doublegrok.bench.pytorch.Contestant.Steps;
import doublegrok.bench.pytorch.Duel;
import doublegrok.bench.pytorch.Python;
import doublegrok.bench.pytorch.PythonContestant;
import doublegrok.bench.report.SectionReport.Draft;
import doublegrok.model.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The training step against plain PyTorch: the same weights, batches, optimizer and threads, blocks
 * of steps in turn; the losses must agree at every step.
 */
final class PytorchSection implements Section {
  private static final int STEPS = 50; // at least
  private static final int QUICK_STEPS = 6;
  private static final int WARM_STEPS = 2;

  /** A contestant that is too slow for its share of a round takes fewer steps, and that is told. */
  private static final double BLOCK_MILLIS = 60_000;

  /** Largest difference of two losses, in nats: sums in another order, as training amplifies it. */
  private static final double TOLERANCE = 0.01;

  /** Our program with products of bfloat16, where the device has them; its losses are its own. */
  private static final String ROUNDED = "bfloat16";

  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public void measure(Setting setting, Draft report) throws Exception {
    Optional<String> python = Python.withTorch(setting.python());
    if (python.isEmpty()) {
      report.remark("No Python with torch and numpy was found%s; name one with --against-pytorch."
          .formatted(setting.python().map(" as "::concat).orElse("")));
    }
    int wanted = setting.times(STEPS, QUICK_STEPS) - WARM_STEPS;
    int block = (wanted + setting.rounds() - 1) / setting.rounds();
    int steps = WARM_STEPS + block * setting.rounds();
    Map<String, String> descriptions = new LinkedHashMap<>();
    for (Duel duel : duels(steps, setting)) {
      setting.progress().accept("  " + duel.name());
      compare(duel, block, python, setting, descriptions, report);
    }
    descriptions.values().forEach(report::remark);
    report.remark("Losses of float32 may differ by %s nats in any step that is compared."
        .formatted(TOLERANCE));
  }

  /** Every shape with the first batches of its run, as a trainer reads them from the log. */
  private static List<Duel> duels(int steps, Setting setting) throws Exception {
    List<Duel> duels = new ArrayList<>();
    try (BatchLog log = BatchLog.open(setting)) {
      for (Shape shape : Shape.allWithAdamw(setting.quick())) {
        try (GeneratorFeed feed = log.feed(shape)) {
          duels.add(new Duel(
              shape.name(),
              shape.spec(),
              shape.initial(),
              feed.read(steps),
              setting.computeDevice(),
              setting.threads()));
        }
      }
    }
    return duels;
  }

  private static void compare(
      Duel duel,
      int block,
      Optional<String> python,
      Setting setting,
      Map<String, String> descriptions,
      Draft report)
      throws Exception {
    Map<String, Timed> timed = new LinkedHashMap<>();
    try {
      timed.put("doublegrok", new Timed(Contestant.own(duel, Precision.FLOAT32), block));
      timed.put("plain", new Timed(Contestant.plain(duel), block));
      if (python.isPresent()) {
        Contestant contestant = PythonContestant.start(
            python.get(), duel, setting.newDirectory("python-" + duel.name()));
        timed.put("python", new Timed(contestant, block));
      }
      if (setting.computeDevice().multipliesBfloat16()) {
        timed.put(ROUNDED, new Timed(Contestant.own(duel, Precision.BFLOAT16), block));
      }
      timed.forEach((name, each) -> descriptions.putIfAbsent(name, each.contestant.description()));
      report(duel.name(), timed, setting.warmRounds(), report);
    } finally {
      timed.values().forEach(each -> each.contestant.close());
    }
  }

  private static void report(String shape, Map<String, Timed> timed, Rounds rounds, Draft report)
      throws Exception {
    List<Timed> all = List.copyOf(timed.values());
    List<Samples> millis = rounds.of(all);
    List<String> names = List.copyOf(timed.keySet());
    for (int i = 0; i < all.size(); i++) {
      report.figure(shape, names.get(i), "ms a step", millis.get(i));
      if (i > 0) {
        report.figure(
            shape, names.get(i) + " / doublegrok", "times", millis.get(i).over(millis.get(0)));
        double difference = all.get(0).farthestFrom(all.get(i));
        report.figure(
            shape,
            names.get(i) + " compared",
            "steps",
            Samples.of(all.get(0).stepsWith(all.get(i))));
        report.figure(shape, names.get(i) + " loss differs", "nats", Samples.of(difference));
        if (!(difference <= TOLERANCE) && !names.get(i).equals(ROUNDED)) {
          report.fail("the losses of %s and doublegrok differ by up to %s nats on %s, over %s"
              .formatted(names.get(i), difference, shape, TOLERANCE));
        }
      }
    }
  }

  /** A contestant that takes a block of steps a round; its first round only warms it up. */
  private static final class Timed implements Measurement {
    private final Contestant contestant;
    private final int block;
    private final List<Double> losses = new ArrayList<>();
    private double warmMillis;

    Timed(Contestant contestant, int block) {
      this.contestant = contestant;
      this.block = block;
    }

    /** Milliseconds a step. */
    @Override
    public double take() throws Exception {
      int count = losses.isEmpty() ? WARM_STEPS : Math.min(block, affordable());
      Steps steps = contestant.steps(count);
      losses.addAll(steps.losses());
      warmMillis = warmMillis == 0 ? steps.millis() / count : warmMillis;
      return steps.millis() / count;
    }

    private int affordable() {
      return Math.max(1, (int) (BLOCK_MILLIS / warmMillis));
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
