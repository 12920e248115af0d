package doublegrok.local.family;

import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;

/** Reader of single tokens. */
final class Tokens {
  private Tokens() {}

  static int at(Sequences sequences, int row, int position) {
    return ((TokenSequences) sequences).token(row, position);
  }
}
