package doublegrok.task.modular.addition;

import doublegrok.task.TaskSelection;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Split of all ordered pairs of numbers into those that are trained on and the others, with the
 * answers as they are trained. A pair (a, b) is the number a p + b. Splits of one seed are nested:
 * a larger fraction keeps the pairs of a smaller one, and more label noise the wrong labels.
 */
final class PairSplit {
  private final Arithmetic arithmetic;
  private final int[] train;
  private final BitSet trained = new BitSet();
  private final int[] labels;

  /** The first floor(fraction p^2) of all pairs in a random order are trained on. */
  PairSplit(Arithmetic arithmetic, double fraction, double labelNoise, long seed) {
    this.arithmetic = arithmetic;
    int[] shuffled = TaskSelection.firstNumbers(arithmetic.pairs());
    new CounterRandom(seed, RandomStream.INPUT_SPLIT, 0).shuffle(shuffled);
    train = Arrays.copyOf(shuffled, trainCount(arithmetic.pairs(), fraction));
    Arrays.stream(train).forEach(trained::set);
    labels = new int[arithmetic.pairs()];
    CounterRandom noise = new CounterRandom(seed, RandomStream.LABEL_NOISE, 0);
    for (int pair = 0; pair < labels.length; pair++) {
      boolean replaced = noise.nextDouble() < labelNoise;
      int drawn = noise.below(arithmetic.modulus());
      labels[pair] = replaced ? drawn : arithmetic.answer(pair);
    }
  }

  /** How many of this many pairs are trained on. */
  static int trainCount(int pairs, double fraction) {
    return (int) (fraction * pairs);
  }

  /** The pairs trained on, in the order of the split. */
  int[] train() {
    return train.clone();
  }

  boolean isTrained(int pair) {
    return trained.get(pair);
  }

  /** The answer that the pair is trained with, if it is. */
  int label(int pair) {
    return labels[pair];
  }

  /** Whether the pair is trained on with a wrong answer. */
  boolean isCorrupted(int pair) {
    return isTrained(pair) && labels[pair] != arithmetic.answer(pair);
  }
}
