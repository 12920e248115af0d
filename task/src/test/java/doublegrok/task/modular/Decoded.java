package doublegrok.task.modular;

import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.Arrays;

/**
 * Sequences read back from their tokens, independently of the writer.
 *
 * @param inputs [sequence, shot], digits in base vocabulary, lowest first
 * @param answers [sequence, shot]
 */
@SuppressWarnings("ArrayRecordComponent")
record Decoded(int[][] inputs, int[][] answers) {
  static Decoded of(Sequences drawn, int shots) {
    TokenSequences sequences = TokenSequences.of(drawn);
    int length = sequences.layout().length();
    int[][] inputs = new int[sequences.count()][shots];
    int[][] answers = new int[sequences.count()][shots];
    for (int row = 0; row < sequences.count(); row++) {
      for (int shot = 0; shot < shots; shot++) {
        int start = row * length + shot * (length / shots);
        int end = start + length / shots - 1;
        answers[row][shot] = Byte.toUnsignedInt(sequences.bytes()[end]);
        for (int position = end - 1; position >= start; position--) {
          int token = Byte.toUnsignedInt(sequences.bytes()[position]);
          inputs[row][shot] = inputs[row][shot] * sequences.layout().vocabulary() + token;
        }
      }
    }
    return new Decoded(inputs, answers);
  }

  /** All inputs of all sequences. */
  int[] allInputs() {
    return Arrays.stream(inputs).flatMapToInt(Arrays::stream).toArray();
  }
}
