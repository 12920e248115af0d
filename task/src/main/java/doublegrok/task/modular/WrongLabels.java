package doublegrok.task.modular;

import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;

/**
 * Contexts of which some labels are wrong: so many examples, and then a query.
 *
 * @param truth the contexts with right labels
 * @param shots examples of each
 */
record WrongLabels(Examples examples, TokenSequences truth, int shots, long seed) {
  /** The first examples of sequences with right labels. */
  static WrongLabels of(Examples examples, TokenSequences sequences, int shots, long seed) {
    SequenceLayout layout = examples.lastAnswerLayout(shots + 1);
    byte[] tokens = new byte[sequences.count() * layout.length()];
    for (int row = 0; row < sequences.count(); row++) {
      for (int at = 0; at < layout.length(); at++) {
        tokens[row * layout.length() + at] = (byte) sequences.token(row, at);
      }
    }
    return new WrongLabels(
        examples,
        new TokenSequences(layout, sequences.count(), tokens, sequences.latents()),
        shots,
        seed);
  }

  /** The contexts with this many wrong labels, the same at every call. */
  TokenSequences with(int wrong) {
    SequenceLayout layout = truth.layout();
    byte[] tokens = truth.bytes().clone();
    for (int row = 0; row < truth.count(); row++) {
      long index = (long) wrong * truth.count() + row;
      CounterRandom random = new CounterRandom(seed, RandomStream.WRONG_LABELS, index);
      int left = wrong;
      for (int example = 0; example < shots; example++) {
        if (random.below(shots - example) < left) {
          int at = (example + 1) * examples.length() - 1;
          int other = 1 + random.below(examples.vocabulary() - 1);
          int label = (truth.token(row, at) + other) % examples.vocabulary();
          tokens[row * layout.length() + at] = (byte) label;
          left--;
        }
      }
    }
    return new TokenSequences(layout, truth.count(), tokens, truth.latents());
  }
}
