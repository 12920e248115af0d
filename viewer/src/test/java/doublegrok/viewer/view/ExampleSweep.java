package doublegrok.viewer.view;

import doublegrok.explain.Completion;
import doublegrok.sweep.RunNote;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.Score;
import doublegrok.task.Transition;
import doublegrok.task.Transition.Change;
import doublegrok.task.finding.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Made-up sweep over tasks, input fraction and, if that is wanted, the optimizer, with three seeds
 * each. The more tasks, the later; where the inputs are few, nothing but memories come.
 *
 * @param sweep its name
 * @param tasks how many values the key has
 * @param fractions how many values the key has
 * @param optimizers of the runs; the key differs if there are several
 */
public record ExampleSweep(String sweep, int tasks, int fractions, List<String> optimizers) {
  public static final String TASKS = "distribution.tasks";
  public static final String FRACTION = "distribution.input_fraction";
  public static final String OPTIMIZER = "optimizer.name";
  public static final int SEEDS = 3;
  public static final long STEPS = 1000;
  private static final long EVERY = 50;
  private static final List<String> SETS = List.of("id-train", "id-test", "ood");

  /** One of 300 runs: 10 values of two keys, and three seeds. */
  public static ExampleSweep ofManyRuns() {
    return new ExampleSweep("phase-diagram", 10, 10, List.of("muon"));
  }

  /** A run's place in the sweep. */
  private record Place(int task, int fraction, String optimizer, int seed) {
    String name(String sweep) {
      return "%s-tasks.%d-input_fraction.%.2f-%s-s%d"
          .formatted(sweep, 2 + 2 * task, 0.1 + 0.09 * fraction, optimizer, seed)
          .replace("-muon-", "-");
    }

    double middle(int set) {
      double slower = optimizer.equals("muon") ? 1 : 1.7;
      double wobble = 40 * ((task * 7 + fraction * 3 + seed * 5) % 4);
      return slower * (80 + 40 * task + set * (900 - 85 * fraction) + wobble);
    }
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      for (int fraction = 0; fraction < fractions; fraction++) {
        for (String optimizer : optimizers) {
          for (int seed = 0; seed < SEEDS; seed++) {
            places.add(new Place(task, fraction, optimizer, seed));
          }
        }
      }
    }
    return places;
  }

  /** The sweep when its runs have come so far, one after the other by a tenth of a run. */
  public SweepOverview at(double progress) {
    List<Place> places = places();
    List<SweepRun> runs = IntStream.range(0, places.size())
        .mapToObj(i -> run(places.get(i), step(i, places.size(), progress)))
        .toList();
    boolean done = runs.stream().allMatch(run -> run.state().equals("done"));
    List<String> keys = new ArrayList<>(List.of(TASKS, FRACTION));
    if (optimizers.size() > 1) {
      keys.add(OPTIMIZER);
    }
    return new SweepOverview(
        sweep,
        done ? "done" : "running",
        keys,
        Optional.of(FRACTION),
        Optional.of(TASKS),
        "phase",
        runs);
  }

  /** The past of each run that has begun, when the sweep has come so far. */
  public List<RunHistory> histories(double progress) {
    List<Place> places = places();
    return IntStream.range(0, places.size())
        .filter(i -> step(i, places.size(), progress) > 0)
        .mapToObj(i -> history(places.get(i), step(i, places.size(), progress)))
        .toList();
  }

  private static long step(int place, int of, double progress) {
    double share = progress * (of + 10) - place;
    return Math.round(STEPS / EVERY * Math.max(0, Math.min(1, share / 10))) * EVERY;
  }

  private SweepRun run(Place place, long step) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(TASKS, 2 + 2 * place.task());
    values.put(FRACTION, Math.round(100 * (0.1 + 0.09 * place.fraction())) / 100.0);
    if (optimizers.size() > 1) {
      values.put(OPTIMIZER, place.optimizer());
    }
    String state = step >= STEPS ? "done" : step > 0 ? "running" : "waiting";
    SweepRun run = new SweepRun(
        place.name(sweep),
        place.seed(),
        values,
        state,
        "",
        0,
        note(place),
        "",
        0,
        STEPS,
        "",
        Map.of());
    return step == 0 ? run : run.at(summary(place, step));
  }

  private RunNote note(Place place) {
    String run = place.name(sweep);
    return place.task() == 0 && place.fraction() == 0
        ? new RunNote(run, List.of("corner"), "memorised at once")
        : RunNote.none(run);
  }

  private RunHistory history(Place place, long step) {
    Map<String, List<EvaluationPoint>> evaluations = new LinkedHashMap<>();
    List<LossPoint> loss = new ArrayList<>();
    for (long at = EVERY; at <= step; at += EVERY) {
      loss.add(LossPoint.of(at, measures(place, at)));
      for (String set : SETS) {
        List<ShotScore> shots =
            List.of(new ShotScore(3, score(place, SETS.indexOf(set), at), Optional.empty()));
        evaluations
            .computeIfAbsent(set, none -> new ArrayList<>())
            .add(EvaluationPoint.of(at, set, 0, shots));
      }
    }
    return new RunHistory(summary(place, step), loss, evaluations, List.of(), List.of(), List.of());
  }

  private RunSummary summary(Place place, long step) {
    Map<String, Score> accuracies = new LinkedHashMap<>();
    SETS.forEach(set -> accuracies.put(set, score(place, SETS.indexOf(set), step)));
    return new RunSummary(
        place.name(sweep),
        "modular-shift",
        ExampleRun.LABELS,
        step >= STEPS ? RunState.FINISHED : RunState.RUNNING,
        Phase.of(accuracies, ExampleRun.LABELS).label(),
        step,
        STEPS,
        0,
        measures(place, step),
        accuracies,
        explanation(place, step),
        OptionalLong.of(step),
        OptionalLong.of(step),
        1_760_000_000_000L,
        1_760_000_000_000L + step,
        Optional.empty());
  }

  private static Explanation explanation(Place place, long step) {
    Map<Transition, Completion> completions = new LinkedHashMap<>();
    List<Transition> all = List.of(
        Transition.of(Tasks.NOW, Change.MEMORISATION),
        Transition.of(Tasks.NOW, Change.GENERALISATION),
        Transition.of(Tasks.NEVER, Change.GENERALISATION));
    for (int set = 0; set < all.size(); set++) {
      double at = place.middle(set) + 60;
      if (at < step) {
        completions.put(all.get(set), new Completion(at, (long) at - 1, (long) at + 1));
      }
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("exact", rise(step, place.middle(2)));
    shares.put("uniform", 1 - rise(step, place.middle(2)));
    return new Explanation(
        Optional.of(new Mixture(shares, 0.1)),
        Map.of(),
        Optional.empty(),
        completions,
        Map.of(),
        Map.of("induction", List.of(Scalar.of("strongest head", rise(step, 300), ""))));
  }

  private static StepMeasures measures(Place place, long step) {
    return new StepMeasures(
        3.2 * (1 - rise(step, place.middle(0))) + 0.01, 2e-3, 0.4, 60_000, 0.001);
  }

  private static Score score(Place place, int set, long step) {
    double chance = 1 / 23.0;
    double right = chance + (1 - chance) * rise(step, place.middle(set));
    return Score.ofAnswers(Math.round(1024 * right), 1024, 1024 * (1 - right));
  }

  private static double rise(long step, double middle) {
    return 1 / (1 + Math.exp((middle - step) / 40));
  }
}
