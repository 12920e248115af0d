package doublegrok.viewer.view;

import doublegrok.task.FamilyLabels;
import doublegrok.task.Score;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Shares;
import doublegrok.task.modular.ModularReferences;
import doublegrok.task.modular.ModularSets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * A made-up run that groks twice: held-out inputs first, unseen tasks later; a swap to a new
 * distribution throws it back. Every point is a function of the step.
 */
public final class ExampleRun {
  public static final FamilyLabels LABELS =
      new FamilyLabels(ModularSets.all(), ModularReferences.all());
  public static final long TOTAL_STEPS = 4000;
  public static final long SWAP_STEP = 2600;
  public static final long EVALUATION_STEPS = 50;
  private static final Map<String, Long> TRANSITIONS =
      Map.of("ID-memorisation", 250L, "ID-generalisation", 600L, "OOD-generalisation", 1350L);
  private static final int SHOTS = 4;
  private static final int QUERIES = 1024;
  private static final double CHANCE = 1 / 29.0;

  private final String run;
  private final long startMillis;

  public ExampleRun(String run) {
    this(run, 1_760_000_000_000L);
  }

  public ExampleRun(String run, long startMillis) {
    this.run = run;
    this.startMillis = startMillis;
  }

  public RunHistory until(long step) {
    List<LossPoint> loss = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    Map<String, List<EvaluationPoint>> evaluations = new LinkedHashMap<>();
    for (long at = 1; at <= step; at++) {
      loss.add(loss(at));
      marks.addAll(marks(at));
      for (EvaluationPoint each : evaluations(at)) {
        evaluations.computeIfAbsent(each.set(), set -> new ArrayList<>()).add(each);
      }
    }
    return new RunHistory(summary(step), loss, evaluations, series(step), floors(step), marks);
  }

  public RunSummary summary(long step) {
    Map<String, Score> accuracies = new LinkedHashMap<>();
    long evaluated = step - step % EVALUATION_STEPS;
    evaluations(evaluated).forEach(point -> accuracies.put(point.set(), point.lastShot()));
    return new RunSummary(
        run,
        "modular-linear",
        LABELS,
        step >= TOTAL_STEPS ? RunState.FINISHED : RunState.RUNNING,
        phase(evaluated),
        step,
        TOTAL_STEPS,
        version(step),
        step == 0 ? StepMeasures.unknown() : loss(step).mean(),
        accuracies,
        explanation(evaluated),
        evaluated == 0 ? OptionalLong.empty() : OptionalLong.of(evaluated),
        evaluated == 0 ? OptionalLong.empty() : OptionalLong.of(evaluated),
        startMillis,
        startMillis + step * 36,
        Optional.empty());
  }

  public LossPoint loss(long step) {
    Random noise = new Random(step);
    double mean = 0;
    for (int shot = 0; shot < SHOTS; shot++) {
      double right = accuracy("id-train", step, shot);
      mean += right * 0.01 + (1 - right) * 3.4;
    }
    double loss = mean / SHOTS * (1 + 0.06 * noise.nextGaussian()) + 0.004;
    double rate = 2e-3 * Math.min(1, step / 100.0);
    double norm = 0.2 + loss * (1 + 0.2 * noise.nextGaussian());
    return LossPoint.of(
        step, new StepMeasures(loss, rate, norm, 58_000 + 900 * noise.nextGaussian(), 0.0004));
  }

  public List<EvaluationPoint> evaluations(long step) {
    if (step == 0 || step % EVALUATION_STEPS != 0) {
      return List.of();
    }
    List<String> sets = new ArrayList<>(List.of("id-train", "id-test", "ood"));
    if (step >= SWAP_STEP) {
      sets.addAll(List.of("formerly-id-train", "formerly-id-test"));
    }
    return sets.stream().map(set -> evaluation(step, set)).toList();
  }

  public List<Mark> marks(long step) {
    List<Mark> marks = new ArrayList<>();
    if (step == 1) {
      marks.add(Mark.of(1, MarkKind.STARTED, "The run started.", 0));
    }
    if (step == 1210) {
      marks.add(Mark.of(step, MarkKind.RESUMED, "Resumed at step 1,200.", 1200));
    }
    if (step == SWAP_STEP) {
      marks.add(new Mark(
          step,
          MarkKind.SWAPPED,
          "Version 1: 12 new tasks",
          OptionalLong.of(step - 1),
          OptionalLong.of(1),
          Map.of("distribution.tasks", "12")));
    }
    if (step % 200 == 0) {
      marks.add(Mark.of(step, MarkKind.CHECKPOINT, "Checkpoint " + step, step));
    }
    if (step == 1350) {
      String sentence = "alert on ood-generalisation: the checkpoint at step 1350 is kept for ever";
      marks.add(new Mark(
          step,
          MarkKind.ALARM,
          sentence,
          OptionalLong.empty(),
          OptionalLong.of(0),
          Map.of("alert", "ood-generalisation")));
    }
    if (step == TOTAL_STEPS) {
      marks.add(Mark.of(step, MarkKind.FINISHED, "All steps are done."));
    }
    TRANSITIONS.forEach((transition, at) -> {
      if (step == at) {
        marks.add(transition(step, transition));
      }
    });
    return marks;
  }

  /** Evaluated a little later each time, up to a third of a checkpoint's steps. */
  static List<LagPoint> lag(RunHistory history) {
    return history.series().stream()
        .limit(1)
        .flatMap(each -> each.points().stream())
        .map(point -> new LagPoint(point.step() + 1 + point.step() % 17, point.step()))
        .toList();
  }

  private static Mark transition(long step, String transition) {
    return new Mark(
        step,
        MarkKind.TRANSITION,
        "%s by step %d, after step %d".formatted(transition, step, step - EVALUATION_STEPS),
        OptionalLong.empty(),
        OptionalLong.of(version(step)),
        Map.of("transition", transition, "change", "gained"));
  }

  private static List<ProbeSeries> series(long step) {
    return List.of(new ProbeSeries("spectrum", spectrum(step)));
  }

  /** The series of one point that is told when a checkpoint is evaluated. */
  public static ProbeSeries spectrumAt(long step) {
    return new ProbeSeries("spectrum", List.of(point(step)));
  }

  private static ProbeSeries.Point point(long step) {
    Mixture mixture = mixture(step);
    List<Shares.Share> shares = new ArrayList<>();
    mixture.shares().forEach((label, share) -> shares.add(new Shares.Share(label, share)));
    About about = About.of(
        "Which algorithm: spectrum",
        "Table memorises examples, switchboard memorises tasks, exact solves any.");
    Scalar rest = Scalar.of("unexplained", mixture.unexplained(), "nats");
    return new ProbeSeries.Point(step, new Shares(about, shares, Optional.of(rest)));
  }

  public static List<ProbeSeries.Point> spectrum(long step) {
    return LongStream.rangeClosed(1, step / EVALUATION_STEPS)
        .map(index -> index * EVALUATION_STEPS)
        .mapToObj(ExampleRun::point)
        .toList();
  }

  private static Explanation explanation(long evaluated) {
    return evaluated == 0
        ? Explanation.unknown()
        : new Explanation(
            Optional.of(mixture(evaluated)),
            Map.of("ood", mixture(evaluated)),
            floors(evaluated).stream().reduce((a, b) -> b),
            ExampleSkills.completions(evaluated),
            ExampleSkills.fades(evaluated),
            Map.of(
                "spectrum",
                point(evaluated).finding().scalars(),
                "questions",
                List.of(Scalar.of("exact", 0.25, ""))));
  }

  public List<Probe> probes(long step) {
    return LongStream.rangeClosed(1, step / EVALUATION_STEPS)
        .map(index -> index * EVALUATION_STEPS)
        .boxed()
        .flatMap(at -> new ExampleProbes(at, mixture(at)).all(version(at)).stream())
        .toList();
  }

  static List<ReferenceFloors> floors(long step) {
    Map<String, Double> floors =
        new LinkedHashMap<>(Map.of("exact", 0.85, "switchboard", 0.8, "table", 0.8));
    ReferenceFloors first = new ReferenceFloors(0, floors, 0.05);
    floors.put("switchboard", 0.4);
    return step < SWAP_STEP ? List.of(first) : List.of(first, new ReferenceFloors(1, floors, 0.45));
  }

  /** From the uniform over the table to the switchboard and the exact solver. */
  private static Mixture mixture(long step) {
    double table = rise(step, 330, 60) * (1 - rise(step, 640, 80));
    double exact = rise(step, 1450, 260);
    double switchboard = rise(step, 640, 80) - exact * rise(step, 640, 80);
    double ratio = switchboard * rise(step, 1000, 120) / 3;
    Map<String, Double> shares = new LinkedHashMap<>();
    if (step >= SWAP_STEP && step < SWAP_STEP + 400) { // too much alike to be told apart
      shares.put("exact|switchboard", exact * rise(step, 640, 80) + switchboard - ratio);
    } else {
      shares.put("exact", exact * rise(step, 640, 80));
      shares.put("switchboard", switchboard - ratio);
    }
    shares.put("table", table);
    shares.put("ratio", ratio);
    double known = shares.values().stream().mapToDouble(each -> each).sum();
    shares.put("uniform", Math.max(0, 1 - known));
    return new Mixture(shares, 0.3 * (1 - exact));
  }

  private static EvaluationPoint evaluation(long step, String set) {
    Random noise = new Random(step * 31 + set.hashCode());
    List<ShotScore> shots = new ArrayList<>();
    for (int shot = 0; shot < SHOTS; shot++) {
      double wobble = 0.012 * noise.nextGaussian();
      double p = Math.min(1, Math.max(0, accuracy(set, step, shot) + wobble));
      long correct = Math.round(p * QUERIES);
      double loss = (QUERIES - correct) * 3.4 + correct * 0.02;
      shots.add(
          new ShotScore(shot, Score.ofAnswers(correct, QUERIES, loss), Optional.of(mixture(step))));
    }
    return EvaluationPoint.of(step, set, version(step), shots);
  }

  private static double accuracy(String set, long step, int shot) {
    double ceiling = shot == 0 ? 0.09 : 1;
    long after = step - SWAP_STEP;
    double rise = switch (set) {
      case "id-train" -> after < 0 ? rise(step, 330, 60) : 0.45 + 0.55 * rise(after, 90, 40);
      case "id-test" -> after < 0 ? rise(step, 640, 80) : 0.38 + 0.61 * rise(after, 190, 60);
      case "ood" -> after < 0 ? 0.97 * rise(step, 1450, 260) : 0.36 + 0.6 * rise(after, 620, 180);
      case "formerly-id-train" -> 1 - 0.3 * rise(after, 260, 90);
      default -> 0.98 - 0.42 * rise(after, 260, 90);
    };
    return CHANCE + (ceiling - CHANCE) * rise;
  }

  private static double rise(long step, double middle, double width) {
    return 1 / (1 + Math.exp((middle - step) / width));
  }

  private static String phase(long step) {
    if (step < 300) {
      return "";
    }
    return step < 650
        ? "ID memorisation"
        : step < 1800 ? "ID generalisation" : "OOD generalisation";
  }

  private static int version(long step) {
    return step < SWAP_STEP ? 0 : 1;
  }
}
