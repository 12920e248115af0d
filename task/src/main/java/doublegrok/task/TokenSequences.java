package doublegrok.task;

import java.util.Arrays;

/**
 * A block of sequences of tokens.
 *
 * @param layout where the answers stand
 * @param count number of sequences
 * @param bytes row-major [count, layout.length], for each token one unsigned byte, or two
 *     (little-endian) with a vocabulary above 256; not copied, so nobody writes to it
 * @param latents latent task of each sequence, [count]; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a list would box every token
public record TokenSequences(SequenceLayout layout, int count, byte[] bytes, int[] latents)
    implements Sequences {
  public TokenSequences {
    SequenceForm.Tokens form = layout.tokens();
    Sequences.requireSizes(count, latents);
    long needed = (long) count * layout.length() * form.tokenBytes();
    if (bytes.length != needed) {
      throw new IllegalArgumentException(
          "a block of %d sequences of %d tokens needs %d bytes, was given %d"
              .formatted(count, layout.length(), needed, bytes.length));
    }
    requireVocabulary(form, layout.length(), bytes);
  }

  /**
   * The same sequences, which are of tokens.
   *
   * @throws IllegalArgumentException if they are of reals
   */
  public static TokenSequences of(Sequences sequences) {
    if (sequences instanceof TokenSequences tokens) {
      return tokens;
    }
    throw new IllegalArgumentException(
        "only sequences of tokens will do here, these are " + sequences.layout().form());
  }

  /**
   * Writes a token.
   *
   * @param at number of the token in {@code bytes}, from 0
   */
  public static void put(byte[] bytes, SequenceForm.Tokens form, int at, int token) {
    if (form.tokenBytes() == 1) {
      bytes[at] = (byte) token;
    } else {
      bytes[2 * at] = (byte) token;
      bytes[2 * at + 1] = (byte) (token >> Byte.SIZE);
    }
  }

  /** The token of a sequence at a position. */
  public int token(int row, int position) {
    return token(bytes, layout.tokens(), row * layout.length() + position);
  }

  @Override
  public TokenSequences rows(int from, int to) {
    int size = layout.length() * layout.tokens().tokenBytes();
    byte[] some = Arrays.copyOfRange(bytes, from * size, to * size);
    return new TokenSequences(layout, to - from, some, Arrays.copyOfRange(latents, from, to));
  }

  @Override
  public boolean sameValues(Sequences other) {
    return other instanceof TokenSequences tokens && Arrays.equals(bytes, tokens.bytes);
  }

  private static void requireVocabulary(SequenceForm.Tokens form, int length, byte[] bytes) {
    int tokens = bytes.length / form.tokenBytes();
    for (int at = 0; at < tokens; at++) {
      if (token(bytes, form, at) >= form.vocabulary()) {
        throw new IllegalArgumentException(
            "tokens must be 0..%d (the vocabulary), sequence %d has %d at position %d"
                .formatted(
                    form.vocabulary() - 1, at / length, token(bytes, form, at), at % length));
      }
    }
  }

  private static int token(byte[] bytes, SequenceForm.Tokens form, int at) {
    return form.tokenBytes() == 1
        ? Byte.toUnsignedInt(bytes[at])
        : Byte.toUnsignedInt(bytes[2 * at]) | Byte.toUnsignedInt(bytes[2 * at + 1]) << Byte.SIZE;
  }
}
