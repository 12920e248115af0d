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

  /** The contexts with this many wrong labels, the same at every call. */
  TokenSequences with(int wrong) {
    SequenceLayout layout = truth.layout();
    int vocabulary = layout.vocabulary();
    byte[] bytes = truth.bytes().clone();
    for (int row = 0; row < truth.count(); row++) {
      long index = (long) wrong * truth.count() + row;
      CounterRandom random = new CounterRandom(seed, RandomStream.WRONG_LABELS, index);
      int left = wrong;
      for (int example = 0; example < shots; example++) {
        if (random.below(shots - example) < left) {
          int at = example * (digits + 1) + digits;
          int label = (truth.token(row, at) + 1 + random.below(vocabulary - 1)) % vocabulary;
          TokenSequences.put(bytes, layout.tokens(), row * layout.length() + at, label);
          left--;
        }
      }
    }
    return new TokenSequences(layout, truth.count(), bytes, truth.latents());
  }
}
