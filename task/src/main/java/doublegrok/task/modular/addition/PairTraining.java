package doublegrok.task.modular.addition;

import doublegrok.task.TokenSequences;
import doublegrok.task.TrainingSampler;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import doublegrok.task.random.Urn;

/**
 * Training batches: the whole training set as often as it goes in, in the order of the split, and
 * then pairs drawn without replacement. A batch of as many sequences as there are pairs is always
 * the same.
 */
final class PairTraining implements TrainingSampler {
  private final Arithmetic arithmetic;
  private final PairSplit split;
  private final long seed;

  PairTraining(Arithmetic arithmetic, PairSplit split, long seed) {
    this.arithmetic = arithmetic;
    this.split = split;
    this.seed = seed;
  }

  @Override
  public TokenSequences batch(long index, int sequences) {
    TrainingSampler.requireBatch(index, sequences);
    int[] train = split.train();
    int[] pairs = new int[sequences];
    int whole = sequences - sequences % train.length;
    for (int row = 0; row < whole; row++) {
      pairs[row] = train[row % train.length];
    }
    if (whole < sequences) {
      new Urn(train, sequences - whole)
          .draw(
              pairs,
              whole,
              sequences,
              new CounterRandom(seed, RandomStream.TRAINING_INPUTS, index));
    }
    return arithmetic.sequences(pairs, split::label);
  }

  @Override
  public boolean repeats(int sequences) {
    return sequences % split.train().length == 0;
  }

  /** The one task that there is. */
  @Override
  public int[] inDistribution() {
    return new int[1];
  }
}
