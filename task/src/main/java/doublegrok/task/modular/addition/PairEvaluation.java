package doublegrok.task.modular.addition;

import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.TaskSelection;
import doublegrok.task.TokenSequences;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Evaluation sequences, which go round the pairs of a set in one random order of all pairs. A pair
 * that was trained on before a swap and is not now belongs to no set.
 */
final class PairEvaluation implements EvaluationSampler {
  private final Arithmetic arithmetic;
  private final PairSplit current;
  private final int[] order;
  private final Map<EvaluationSet, int[]> pairs = new LinkedHashMap<>();

  /**
   * The sampler after a history.
   *
   * @param splits oldest first, the last one current
   */
  PairEvaluation(Arithmetic arithmetic, List<PairSplit> splits, long seed) {
    this.arithmetic = arithmetic;
    this.current = splits.get(splits.size() - 1);
    order = TaskSelection.firstNumbers(arithmetic.pairs());
    new CounterRandom(seed, RandomStream.EVALUATION_ORDER, 0).shuffle(order);
    IntPredicate ever = pair -> splits.stream().anyMatch(split -> split.isTrained(pair));
    IntPredicate mirrored = pair -> ever.test(arithmetic.mirror(pair));
    put(AdditionSets.TRAIN, pair -> current.isTrained(pair) && !current.isCorrupted(pair));
    put(AdditionSets.FRESH, ever.or(mirrored).negate());
    put(AdditionSets.MIRRORED, ever.negate().and(mirrored));
    put(AdditionSets.CORRUPTED, current::isCorrupted);
    put(AdditionSets.INVERTED, current::isCorrupted);
  }

  private void put(EvaluationSet set, IntPredicate member) {
    int[] some = Arrays.stream(order).filter(member).toArray();
    if (some.length > 0) {
      pairs.put(set, some);
    }
  }

  @Override
  public List<EvaluationSet> sets() {
    return List.copyOf(pairs.keySet());
  }

  @Override
  public TokenSequences sequences(EvaluationSet set, int sequences) {
    requireAsked(set, sequences);
    int[] some = pairs.get(set);
    int[] rows = new int[sequences];
    Arrays.setAll(rows, row -> some[row % some.length]);
    return arithmetic.sequences(
        rows, set.equals(AdditionSets.CORRUPTED) ? current::label : arithmetic::answer);
  }
}
