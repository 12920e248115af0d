package doublegrok.trainer;

import doublegrok.record.CheckpointManifest;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.spec.CheckpointSpec;
import doublegrok.task.EvaluationSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which checkpoints of a run may go: those that no rule of its spec keeps, that are evaluated, and
 * that nobody has asked for. The newest two always stay.
 *
 * @param spec the rules
 */
record Retention(CheckpointSpec spec) {
  private static final int ALWAYS = 2;

  /** The sets of never-trained tasks whose inputs were never trained on either; one of a family. */
  private static final Set<String> NEVER_TRAINED =
      Set.of(EvaluationSet.OOD_TEST.label(), EvaluationSet.OOD.label());

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
    return keepsAll() || (spec.keepEvery() > 0 && step % (spec.every() * spec.keepEvery()) == 0);
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

  /** By accuracy at the last shot; of equal ones the surer, of those the newer. */
  private List<Long> best(Map<Long, Map<String, SetEvaluation>> evaluated) {
    return evaluated.values().stream()
        .flatMap(sets -> sets.values().stream())
        .filter(each -> NEVER_TRAINED.contains(each.getSet()))
        .filter(each -> !each.getShots().isEmpty() && lastShot(each).getTotal() > 0)
        .sorted(Comparator.comparingDouble(Retention::accuracy)
            .thenComparingDouble(
                each -> -lastShot(each).getSummedLoss() / lastShot(each).getTotal())
            .thenComparingLong(SetEvaluation::getStep)
            .reversed())
        .limit(spec.keepBest())
        .map(SetEvaluation::getStep)
        .toList();
  }

  private static double accuracy(SetEvaluation evaluation) {
    ShotCount last = lastShot(evaluation);
    return (double) last.getCorrect() / last.getTotal();
  }

  private static ShotCount lastShot(SetEvaluation evaluation) {
    return evaluation.getShots().get(evaluation.getShots().size() - 1);
  }
}
