package doublegrok.viewer.stream;

import doublegrok.log.RecordKeys;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.SetEvaluation;
import doublegrok.spec.DistributionHistory;
import doublegrok.spec.RunSpec;
import doublegrok.spec.VersionedDistribution;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.TokenSequences;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reference without any skill: it repeats the token that it has just read, as an untrained model
 * does whose embeddings are tied. It is right of the tasks whose answer is their question.
 */
final class RepeatedToken {
  private static final int KEPT = 100;

  private final ViewStores stores;

  /** Last-shot accuracies by set's label, by run and version; the ones asked for last come last. */
  private final Map<String, Map<String, Double>> known = new LinkedHashMap<>(16, 0.75f, true);

  RepeatedToken(ViewStores stores) {
    this.stores = stores;
  }

  /** Its accuracy on the set that a checkpoint was evaluated on; 0 if that cannot be known. */
  double accuracy(SetEvaluation evaluation) {
    String key = RecordKeys.version(evaluation.getRun(), evaluation.getDistributionVersion());
    if (!known.containsKey(key)) {
      spec(evaluation)
          .ifPresent(spec -> known.put(key, drawn(spec, evaluation.getDistributionVersion())));
      if (known.size() > KEPT) {
        known.remove(known.keySet().iterator().next());
      }
    }
    return known.getOrDefault(key, Map.of()).getOrDefault(evaluation.getSet(), 0.0);
  }

  /** What the checkpoint was trained with, live swaps and all. */
  private Optional<RunSpec> spec(SetEvaluation evaluation) {
    return stores
        .checkpoints()
        .at(RecordKeys.step(evaluation.getRun(), evaluation.getStep()))
        .map(CheckpointManifest::getSpec)
        .flatMap(text -> {
          try {
            String run = "run " + evaluation.getRun();
            return Optional.of(stores.specs().parse(text, run, List.of()));
          } catch (InvalidSpecException foreign) {
            return Optional.empty();
          }
        });
  }

  private static Map<String, Double> drawn(RunSpec spec, int version) {
    List<VersionedDistribution> planned = DistributionHistory.planned(spec).versions();
    Map<String, Double> accuracies = new HashMap<>();
    if (version >= 0 && version < planned.size()) {
      List<Distribution> history = planned.subList(0, version + 1).stream()
          .map(VersionedDistribution::distribution)
          .toList();
      EvaluationSampler sampler = spec.family().evaluationSampler(history, spec.seed());
      for (EvaluationSet set : sampler.sets()) {
        if (sampler.sequences(set, spec.evaluation().sequences()) instanceof TokenSequences some) {
          accuracies.put(set.label(), accuracy(some));
        }
      }
    }
    return accuracies;
  }

  private static double accuracy(TokenSequences sequences) {
    int answer = sequences.layout().lastAnswer();
    int right = 0;
    for (int row = 0; row < sequences.count(); row++) {
      right += sequences.token(row, answer) == sequences.token(row, answer - 1) ? 1 : 0;
    }
    return (double) right / sequences.count();
  }
}
