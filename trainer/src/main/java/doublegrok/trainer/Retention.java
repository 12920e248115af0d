package doublegrok.trainer;

import doublegrok.log.EvaluationScores;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.SetEvaluation;
import doublegrok.spec.CheckpointSpec;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Score;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules by which checkpoints of a run may go: those that no rule of its spec keeps, that are
 * evaluated, and that nobody has asked for. The newest two always stay.
 *
 * @param spec what is kept
 * @param sets all that the run's family can have
 */
record Retention(CheckpointSpec spec, List<EvaluationSet> sets) {
  private static final int ALWAYS = 2;

  Retention {
    sets = List.copyOf(sets);
  }

  /** Whether nothing ever goes. */
  boolean keepsAll() {
    return spec.keepEvery() == 1;
  }

  /**
   * The steps that may go.
   *
   * @param live the run's live manifests, by when they were published
   * @param damaged steps whose checkpoints are known to be unsound; they count for no rule, and
   *     stay, as they may yet be made again
   * @param evaluations of the run, in the log's order
   * @param pinned steps that stay in any case
   */
  Set<Long> mayGo(
      List<CheckpointManifest> live,
      Set<Long> damaged,
      List<SetEvaluation> evaluations,
      Set<Long> pinned) {
    List<CheckpointManifest> sound =
        live.stream().filter(each -> !damaged.contains(each.getStep())).toList();
    Map<Long, Map<String, SetEvaluation>> evaluated = evaluated(sound, evaluations);
    Set<Long> goes = new HashSet<>(evaluated.keySet());
    goes.removeIf(this::keptByStep);
    goes.removeAll(pinned);
    int last = Math.max(ALWAYS, spec.keepLast());
    sound
        .subList(Math.max(0, sound.size() - last), sound.size())
        .forEach(each -> goes.remove(each.getStep()));
    // What is evaluated last may have raised an alert, not yet on the log, that keeps it.
    evaluated.keySet().stream()
        .sorted(Comparator.reverseOrder())
        .limit(ALWAYS)
        .forEach(goes::remove);
    best(evaluated).forEach(goes::remove);
    return goes;
  }

  private boolean keptByStep(long step) {
    return keepsAll() || (spec.keepEvery() > 0 && spec.isOneOfEvery(spec.keepEvery(), step));
  }

  /** Evaluations of the very weights that a manifest names, by step and set. */
  private static Map<Long, Map<String, SetEvaluation>> evaluated(
      List<CheckpointManifest> manifests, List<SetEvaluation> evaluations) {
    Map<Long, String> weights = new HashMap<>();
    manifests.forEach(each -> weights.put(each.getStep(), each.getWeights().getSha256()));
    Map<Long, Map<String, SetEvaluation>> found = new HashMap<>();
    for (SetEvaluation each : evaluations) {
      if (each.getWeightsSha256().equals(weights.get(each.getStep()))) {
        found.computeIfAbsent(each.getStep(), step -> new HashMap<>()).put(each.getSet(), each);
      }
    }
    return found;
  }

  /**
   * The best on the sets that are furthest from what is trained, and the peak of each other set, so
   * that what faded can be forked from there.
   */
  private List<Long> best(Map<Long, Map<String, SetEvaluation>> evaluated) {
    Set<String> furthest = furthest();
    Stream<Long> peaks = sets.stream()
        .map(EvaluationSet::label)
        .filter(each -> !furthest.contains(each))
        .flatMap(each -> best(evaluated, Set.of(each), Math.min(1, spec.keepBest())));
    return Stream.concat(best(evaluated, furthest, spec.keepBest()), peaks).toList();
  }

  /**
   * By accuracy at the last shot; of equal ones the surer, of those the newer. By loss alone where
   * there are no right answers.
   */
  private static Stream<Long> best(
      Map<Long, Map<String, SetEvaluation>> evaluated, Set<String> labels, int most) {
    return evaluated.values().stream()
        .flatMap(each -> each.values().stream())
        .filter(each -> labels.contains(each.getSet()))
        .flatMap(each -> EvaluationScores.lastShot(each).stream()
            .filter(score -> score.total() > 0)
            .map(score -> new Scored(each.getStep(), score)))
        .sorted(Comparator.reverseOrder())
        .limit(most)
        .map(Scored::step);
  }

  private Set<String> furthest() {
    List<EvaluationSet> all =
        sets.stream().filter(EvaluationSet::tellsGeneralisation).toList();
    int most = all.stream().mapToInt(EvaluationSet::reach).max().orElse(0);
    return all.stream()
        .filter(set -> set.reach() == most)
        .map(EvaluationSet::label)
        .collect(Collectors.toSet());
  }

  /** A checkpoint's score; the better one is the greater. */
  private record Scored(long step, Score score) implements Comparable<Scored> {
    private static final Comparator<Scored> ORDER = Comparator.<Scored>comparingDouble(
            each -> each.score().hasAnswers() ? each.score().accuracy() : 0)
        .thenComparingDouble(each -> -each.loss())
        .thenComparingLong(Scored::step);

    private double loss() {
      return Double.isNaN(score.meanLoss()) ? Double.POSITIVE_INFINITY : score.meanLoss();
    }

    @Override
    public int compareTo(Scored other) {
      return ORDER.compare(this, other);
    }
  }
}
