package doublegrok.task;

import java.util.Arrays;

/** A block of sequences of one layout, sound by construction. */
public sealed interface Sequences permits TokenSequences, RealSequences {
  /** Where the answers stand. */
  SequenceLayout layout();

  /** Number of sequences. */
  int count();

  /** Latent task of each sequence, [count]; not copied. */
  int[] latents();

  /**
   * Some of the sequences, in the same order.
   *
   * @param from the first one
   * @param to behind the last one
   */
  Sequences rows(int from, int to);

  /** Whether the other block has the same layout, and the same bits. */
  default boolean sameAs(Sequences other) {
    return layout().equals(other.layout())
        && Arrays.equals(latents(), other.latents())
        && sameValues(other);
  }

  /** Whether the values have the same bits. */
  boolean sameValues(Sequences other);

  /** Refuses no sequences, and what has not one latent a sequence. */
  static void requireSizes(int count, int[] latents) {
    if (count < 1) {
      throw new IllegalArgumentException("a block needs at least 1 sequence, had " + count);
    }
    if (latents.length != count) {
      throw new IllegalArgumentException(
          "it has %d sequences but %d latents".formatted(count, latents.length));
    }
  }
}
