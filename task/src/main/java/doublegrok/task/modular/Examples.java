package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.SequenceLayout;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/**
 * Spelling of a family's examples: the digits of the input in base {@code vocabulary}, lowest
 * first, one token each, then the answer's token; no separators.
 *
 * @param vocabulary number of tokens
 * @param digits tokens of an input
 * @param answer (latent, input) to the answer's token
 */
record Examples(int vocabulary, int digits, IntBinaryOperator answer) {
  /** Tokens of one example. */
  int length() {
    return digits + 1;
  }

  /** All answers count. */
  SequenceLayout layout(int shots) {
    requireShots(shots);
    List<Integer> answers =
        IntStream.range(0, shots).map(shot -> shot * length() + digits).boxed().toList();
    return new SequenceLayout(vocabulary, shots * length(), answers, 0);
  }

  /** Only the answer of the last example counts. */
  SequenceLayout lastAnswerLayout(int shots) {
    requireShots(shots);
    int length = shots * length();
    return new SequenceLayout(vocabulary, length, List.of(length - 1), shots - 1);
  }

  /** Writes a sequence with these inputs into tokens[start ..]. */
  void write(int latent, int[] inputs, byte[] tokens, int start) {
    int position = start;
    for (int input : inputs) {
      int rest = input;
      for (int digit = 0; digit < digits; digit++) {
        tokens[position++] = (byte) (rest % vocabulary);
        rest /= vocabulary;
      }
      tokens[position++] = (byte) answer.applyAsInt(latent, input);
    }
  }

  private static void requireShots(int shots) {
    if (shots < 1 || shots > Distribution.MOST_SHOTS) {
      throw new IllegalArgumentException(
          "shots must be 1.." + Distribution.MOST_SHOTS + ", was " + shots);
    }
  }
}
