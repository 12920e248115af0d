package doublegrok.task.markov;

import doublegrok.task.SequenceLayout;
import doublegrok.task.SequenceWriter;
import doublegrok.task.TokenSequences;
import doublegrok.task.random.CounterRandom;

/** Writer of a block of sequences, each from the stationary state of its process. */
final class MarkovSampler implements SequenceWriter {
  private final MarkovShape shape;
  private final SequenceLayout layout;
  private final int[] latents;
  private final byte[] bytes;

  /**
   * A block to write.
   *
   * @param latents the process of each sequence
   */
  MarkovSampler(MarkovShape shape, SequenceLayout layout, int[] latents) {
    this.shape = shape;
    this.layout = layout;
    this.latents = latents;
    this.bytes = new byte[Math.multiplyExact(latents.length, layout.length())];
  }

  /** Writes one sequence; a longer one begins with a shorter. */
  @Override
  public void write(int row, CounterRandom numbers) {
    HiddenProcess process = shape.processes().get(latents[row]);
    int from = row * layout.length();
    if (shape.first() == 1) {
      TokenSequences.put(bytes, shape.form(), from, shape.symbols());
    }
    int state = process.start(numbers);
    for (int position = shape.first(); position < layout.length(); position++) {
      int step = process.step(state, numbers);
      TokenSequences.put(bytes, shape.form(), from + position, step / process.states());
      state = step % process.states();
    }
  }

  @Override
  public TokenSequences block() {
    return new TokenSequences(layout, latents.length, bytes, latents);
  }
}
