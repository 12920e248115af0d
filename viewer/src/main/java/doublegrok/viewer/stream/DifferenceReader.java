package doublegrok.viewer.stream;

import doublegrok.record.CheckpointManifest;
import doublegrok.spec.RunSpec;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.task.EvaluationSet;
import doublegrok.viewer.view.AccuracyDifference;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.RunDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares two runs step by step, where they were asked the same. */
final class DifferenceReader {
  private final ViewStores stores;

  DifferenceReader(ViewStores stores) {
    this.stores = stores;
  }

  /** The first run less the other, of their evaluations by set. */
  RunDifference of(
      String run,
      Map<String, List<EvaluationPoint>> points,
      String other,
      Map<String, List<EvaluationPoint>> otherPoints) {
    Optional<RunSpec> spec = spec(run);
    Optional<RunSpec> otherSpec = spec(other);
    if (spec.isEmpty() || otherSpec.isEmpty()) {
      String sentence = "Run '%s' has no checkpoint yet.".formatted(spec.isEmpty() ? run : other);
      return new RunDifference(run, other, Map.of(), List.of(sentence));
    }
    CommonContexts contexts = new CommonContexts(spec.get(), otherSpec.get());
    Optional<String> refusal = contexts.refusal();
    if (refusal.isPresent()) {
      return new RunDifference(run, other, Map.of(), List.of(refusal.get()));
    }
    Map<String, List<AccuracyDifference>> sets = new LinkedHashMap<>();
    Map<Long, List<String>> unlike = new TreeMap<>();
    for (EvaluationSet set : spec.get().family().evaluationSets()) {
      List<Pair> pairs = pairs(
          points.getOrDefault(set.label(), List.of()),
          otherPoints.getOrDefault(set.label(), List.of()));
      List<AccuracyDifference> found = pairs.stream()
          .filter(pair -> pair.isSame(set, contexts))
          .map(Pair::difference)
          .toList();
      if (!found.isEmpty()) {
        sets.put(set.label(), found);
      }
      pairs.stream()
          .filter(pair -> !pair.isSame(set, contexts))
          .findFirst()
          .ifPresent(pair -> unlike
              .computeIfAbsent(pair.one().step(), step -> new ArrayList<>())
              .add(set.label()));
    }
    return new RunDifference(run, other, sets, sentences(unlike));
  }

  /** Evaluations of both runs at one step. */
  private record Pair(EvaluationPoint one, EvaluationPoint other) {
    boolean isSame(EvaluationSet set, CommonContexts contexts) {
      return contexts.same(set, one.version(), other.version());
    }

    AccuracyDifference difference() {
      return AccuracyDifference.of(one.step(), one.lastShot(), other.lastShot());
    }
  }

  private static List<Pair> pairs(List<EvaluationPoint> points, List<EvaluationPoint> others) {
    Map<Long, EvaluationPoint> twins =
        others.stream().collect(Collectors.toMap(EvaluationPoint::step, Function.identity()));
    return points.stream()
        .filter(point -> twins.containsKey(point.step()))
        .map(point -> new Pair(point, twins.get(point.step())))
        .toList();
  }

  private static List<String> sentences(Map<Long, List<String>> unlike) {
    return unlike.entrySet().stream()
        .map(each -> ("From step %d on the two runs train on other data, and are asked other"
                + " questions of %s: not compared.")
            .formatted(each.getKey(), String.join(", ", each.getValue())))
        .toList();
  }

  /** What the newest checkpoint was trained with: all swaps that have taken effect are in it. */
  private Optional<RunSpec> spec(String run) {
    return stores
        .checkpoints()
        .newestFirst(run)
        .first()
        .map(CheckpointManifest::getSpec)
        .flatMap(text -> {
          try {
            return Optional.of(stores.specs().parse(text, "run " + run, List.of()));
          } catch (InvalidSpecException foreign) {
            return Optional.empty();
          }
        });
  }
}
