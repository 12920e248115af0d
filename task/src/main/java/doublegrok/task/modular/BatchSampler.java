package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.task.TrainingSampler;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import doublegrok.task.random.Urn;
import java.util.function.LongFunction;

/** Training batches: a task for each sequence, inputs for each, answers, then label noise. */
final class BatchSampler implements TrainingSampler {
  private final Examples examples;
  private final Distribution distribution;
  private final int[] tasks;
  private final LongFunction<InputDraw> inputsOfBatch;
  private final long seed;
  private final SequenceLayout layout;

  /**
   * The sampler of a distribution.
   *
   * @param tasks its in-distribution latents
   * @param inputsOfBatch draws the inputs of one batch, sequence after sequence
   */
  BatchSampler(
      Examples examples,
      Distribution distribution,
      int[] tasks,
      LongFunction<InputDraw> inputsOfBatch,
      long seed) {
    this.examples = examples;
    this.distribution = distribution;
    this.tasks = tasks.clone();
    this.inputsOfBatch = inputsOfBatch;
    this.seed = seed;
    this.layout = examples.layout(distribution.shots());
  }

  @Override
  public TokenSequences batch(long index, int sequences) {
    TrainingSampler.requireBatch(index, sequences);
    int[] latents = distribution.get(ModularKeys.BALANCED)
        ? balancedLatents(sequences, numbers(RandomStream.TRAINING_TASKS, index))
        : uniformLatents(sequences, numbers(RandomStream.TRAINING_TASKS, index));
    byte[] tokens = tokens(latents, index);
    if (distribution.labelNoise() > 0) {
      addNoise(tokens, numbers(RandomStream.LABEL_NOISE, index));
    }
    return new TokenSequences(layout, sequences, tokens, latents);
  }

  @Override
  public int[] inDistribution() {
    return tasks.clone();
  }

  /** Rounds of all tasks; an incomplete last round has tasks drawn without replacement. */
  private int[] balancedLatents(int sequences, CounterRandom random) {
    int[] latents = new int[sequences];
    int complete = sequences - sequences % tasks.length;
    for (int row = 0; row < complete; row++) {
      latents[row] = tasks[row % tasks.length];
    }
    if (complete < sequences) {
      new Urn(tasks, sequences - complete).draw(latents, complete, sequences, random);
    }
    return latents;
  }

  private int[] uniformLatents(int sequences, CounterRandom random) {
    int[] latents = new int[sequences];
    for (int row = 0; row < sequences; row++) {
      latents[row] = tasks[random.below(tasks.length)];
    }
    return latents;
  }

  private byte[] tokens(int[] latents, long index) {
    byte[] tokens = new byte[Math.multiplyExact(latents.length, layout.length())];
    int[] inputs = new int[distribution.shots()];
    InputDraw draw = inputsOfBatch.apply(index);
    CounterRandom random = numbers(RandomStream.TRAINING_INPUTS, index);
    for (int row = 0; row < latents.length; row++) {
      draw.draw(latents[row], inputs, random);
      examples.write(latents[row], inputs, tokens, row * layout.length());
    }
    return tokens;
  }

  private void addNoise(byte[] tokens, CounterRandom random) {
    int step = examples.length();
    for (int answer = step - 1; answer < tokens.length; answer += step) {
      if (random.nextDouble() < distribution.labelNoise()) {
        tokens[answer] = (byte) random.below(layout.vocabulary());
      }
    }
  }

  private CounterRandom numbers(RandomStream stream, long index) {
    return new CounterRandom(seed, stream, index);
  }
}
