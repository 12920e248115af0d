package doublegrok.task.vote;

import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.List;

/**
 * Contexts of which some labels are wrong: so many examples, and then a query.
 *
 * @param truth the contexts with right labels
 * @param digits tokens of an input
 * @param shots examples of each
 */
record WrongLabels(TokenSequences truth, int digits, int shots, long seed) {
  /** The first examples of sequences with right labels, and the query behind them. */
  static WrongLabels of(TokenSequences sequences, int digits, int shots, long seed) {
    int length = (shots + 1) * (digits + 1);
    SequenceLayout layout =
        new SequenceLayout(sequences.layout().vocabulary(), length, List.of(length - 1), shots);
    byte[] bytes = new byte[sequences.count() * length * layout.tokens().tokenBytes()];
    for (int row = 0; row < sequences.count(); row++) {
      for (int at = 0; at < length; at++) {
        TokenSequences.put(bytes, layout.tokens(), row * length + at, sequences.token(row, at));
      }
    }
    TokenSequences truth =
        new TokenSequences(layout, sequences.count(), bytes, sequences.latents());
    return new WrongLabels(truth, digits, shots, seed);
  }

  /**
   * The contexts with no wrong label, then with one, up to so many; the same at every call. The
   * queries' labels stay right.
   */
  TokenSequences upTo(int most) {
    SequenceLayout layout = truth.layout();
    int vocabulary = layout.vocabulary();
    int count = (most + 1) * truth.count();
    byte[] bytes = new byte[count * layout.length() * layout.tokens().tokenBytes()];
    int[] latents = new int[count];
    for (int at = 0; at < count; at += truth.count()) {
      System.arraycopy(truth.bytes(), 0, bytes, bytes.length / count * at, truth.bytes().length);
      System.arraycopy(truth.latents(), 0, latents, at, truth.count());
    }
    for (int index = 0; index < count; index++) {
      CounterRandom random = new CounterRandom(seed, RandomStream.WRONG_LABELS, index);
      int left = index / truth.count();
      for (int example = 0; example < shots; example++) {
        if (random.below(shots - example) < left) {
          int at = example * (digits + 1) + digits;
          int right = truth.token(index % truth.count(), at);
          int label = (right + 1 + random.below(vocabulary - 1)) % vocabulary;
          TokenSequences.put(bytes, layout.tokens(), index * layout.length() + at, label);
          left--;
        }
      }
    }
    return new TokenSequences(layout, count, bytes, latents);
  }
}
