package doublegrok.task.language;

import doublegrok.task.SequenceLayout;
import doublegrok.task.SequenceWriter;
import doublegrok.task.TokenSequences;
import doublegrok.task.random.CounterRandom;

/** Writer of a block of sequences, each of sentences of its language. */
final class LanguageSampler implements SequenceWriter {
  private final LanguageTable table;
  private final SequenceLayout layout;
  private final int[] latents;
  private final byte[] bytes;

  /**
   * A block to write.
   *
   * @param latents the language of each sequence
   */
  LanguageSampler(LanguageTable table, SequenceLayout layout, int[] latents) {
    this.table = table;
    this.layout = layout;
    this.latents = latents;
    this.bytes = new byte[Math.multiplyExact(latents.length, layout.length())];
  }

  /** Writes one sequence; a longer one begins with a shorter. */
  @Override
  public void write(int row, CounterRandom numbers) {
    int[] openers = table.openers(latents[row]);
    int from = row * layout.length();
    for (int at = from; at < from + layout.length(); at += 2) {
      int opener = openers[numbers.below(openers.length)];
      int closer = table.closer(latents[row], opener, numbers.below(table.size().perClass()));
      TokenSequences.put(bytes, layout.tokens(), at, opener);
      TokenSequences.put(bytes, layout.tokens(), at + 1, closer);
    }
  }

  @Override
  public TokenSequences block() {
    return new TokenSequences(layout, latents.length, bytes, latents);
  }
}
