package doublegrok.control;

import doublegrok.spec.DistributionHistory;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.RunSpec;
import doublegrok.task.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes that are tried if none is named: a quarter of the weight decay, more tasks, twice the
 * rate; each of which a spec may have no use for.
 */
final class UsualChanges {
  private UsualChanges() {}

  /**
   * Each change by itself, of one key or of two that belong together.
   *
   * @param spec of the run at the checkpoint
   * @param step of the checkpoint
   */
  static List<List<String>> of(RunSpec spec, long step) {
    OptimizerSpec optimizer = spec.optimizer();
    boolean muon = optimizer.name() == OptimizerSpec.Rule.MUON;
    List<List<String>> changes = new ArrayList<>();
    List<String> decay = new ArrayList<>();
    if (optimizer.weightDecay() > 0) {
      decay.add("optimizer.weight_decay=" + optimizer.weightDecay() / 4);
    }
    if (muon && optimizer.muonWeightDecay() > 0) {
      decay.add("optimizer.muon_weight_decay=" + optimizer.muonWeightDecay() / 4);
    }
    if (!decay.isEmpty()) {
      changes.add(decay);
    }
    moreTasks(spec, step).ifPresent(more -> changes.add(List.of(more)));
    String rate = "optimizer.learning_rate=" + 2 * optimizer.learningRate();
    changes.add(
        muon
            ? List.of(rate, "optimizer.muon_learning_rate=" + 2 * optimizer.muonLearningRate())
            : List.of(rate));
    return changes;
  }

  /** As many more as the family has, up to twice as many. */
  private static Optional<String> moreTasks(RunSpec spec, long step) {
    Distribution now = DistributionHistory.planned(spec).at(step).distribution();
    if (!now.values().texts().containsKey(Distribution.TASKS.name())) {
      return Optional.empty();
    }
    int tasks = now.tasks();
    return Stream.of(2 * tasks, tasks + tasks / 2, tasks + tasks / 4, tasks + 1)
        .map(more -> "distribution.tasks=" + more)
        .filter(more -> isSound(spec, step, more))
        .findFirst();
  }

  private static boolean isSound(RunSpec spec, long step, String change) {
    try {
      ForkPlan.child(spec, step, List.of(change));
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }
}
