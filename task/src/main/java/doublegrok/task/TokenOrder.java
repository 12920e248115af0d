package doublegrok.task;

import doublegrok.task.finding.Points;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An order of a family's tokens in which its models may come to represent them, as places on a
 * circle.
 *
 * @param label short, for example {@code number}
 * @param caption how to read colours that follow it, as a sentence
 * @param turn number of places on the circle, at least 1
 * @param closed whether the first place follows the last
 * @param places of the tokens 0, 1, ..., from 0 to turn - 1, or {@link Points#NOWHERE}
 */
public record TokenOrder(
    String label, String caption, int turn, boolean closed, List<Integer> places) {
  public TokenOrder {
    places = List.copyOf(places);
  }

  /** The order of the tokens' numbers. */
  public static TokenOrder byNumber(int vocabulary) {
    return new TokenOrder(
        "number",
        "The colours follow the tokens in their order.",
        Math.max(1, vocabulary),
        false,
        IntStream.range(0, vocabulary).boxed().toList());
  }

  /** The same order of points that each stand at a token; an unknown token is nowhere. */
  public Points.Order of(List<Integer> tokens) {
    List<Integer> found = tokens.stream()
        .map(token -> token < places.size() ? places.get(token) : Points.NOWHERE)
        .toList();
    return new Points.Order(label, caption, turn, closed, found);
  }
}
