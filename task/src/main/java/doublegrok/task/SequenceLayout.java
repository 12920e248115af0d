package doublegrok.task;

import java.util.List;

/**
 * Where the answers stand in a sequence.
 *
 * @param vocabulary token identifiers are 0 .. vocabulary - 1; at most 256
 * @param length tokens in a sequence
 * @param answerPositions positions whose token is an answer, ascending, each at least 1; answer i
 *     is the answer after i shots unless {@code firstShot} says otherwise
 * @param firstShot shots before the first listed answer
 */
public record SequenceLayout(
    int vocabulary, int length, List<Integer> answerPositions, int firstShot) {
  public SequenceLayout {
    answerPositions = List.copyOf(answerPositions);
  }
}
