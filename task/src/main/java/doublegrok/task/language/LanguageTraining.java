package doublegrok.task.language;

import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.task.TrainingSampler;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;

/** Training batches: a trained language for each sequence, and sentences of it. */
final class LanguageTraining implements TrainingSampler {
  private final LanguageTable table;
  private final SequenceLayout layout;
  private final int[] trained;
  private final long seed;

  LanguageTraining(LanguageTable table, SequenceLayout layout, int[] trained, long seed) {
    this.table = table;
    this.layout = layout;
    this.trained = trained;
    this.seed = seed;
  }

  @Override
  public TokenSequences batch(long index, int sequences) {
    if (index < 0 || sequences < 1) {
      throw new IllegalArgumentException(
          "index must be at least 0 and sequences at least 1, were " + index + " and " + sequences);
    }
    CounterRandom draw = new CounterRandom(seed, RandomStream.TRAINING_TASKS, index);
    int[] latents = new int[sequences];
    for (int row = 0; row < sequences; row++) {
      latents[row] = trained[draw.below(trained.length)];
    }
    LanguageSampler sampler = new LanguageSampler(table, layout, latents);
    CounterRandom numbers = new CounterRandom(seed, RandomStream.TRAINING_INPUTS, index);
    for (int row = 0; row < sequences; row++) {
      sampler.write(row, numbers);
    }
    return sampler.block();
  }

  @Override
  public int[] inDistribution() {
    return trained.clone();
  }
}
