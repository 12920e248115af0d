package doublegrok.local.family;

import doublegrok.task.Sequences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Languages of three words by three, of which some are trained. */
final class LanguagesIT extends FamilyContract {
  private static final int WORDS = 6;

  @Override
  List<String> keys() {
    return List.of(
        "task.family=languages",
        "task.words=3",
        "task.classes=3",
        "distribution.tasks=8",
        "distribution.shots=4",
        "swaps=[{at_batch: 30, set: {distribution.shots: 3}}]");
  }

  @Override
  Object question(Sequences sequences, int row, int answer) {
    List<Integer> before = new ArrayList<>();
    int asked = sequences.layout().answerPositions().get(answer);
    for (int position = 0; position < asked; position++) {
      before.add(Tokens.at(sequences, row, position));
    }
    return before;
  }

  /** By all ways in which six words make three sentences. */
  @Override
  Optional<Double> exactly(Sequences sequences, int row, int answer) {
    int asked = sequences.layout().answerPositions().get(answer);
    long before = 0;
    long with = 0;
    for (int code = 0; code < Math.pow(WORDS, WORDS); code++) {
      int[] words = new int[WORDS];
      int rest = code;
      int used = 0;
      for (int place = 0; place < WORDS; place++) {
        words[place] = rest % WORDS;
        rest /= WORDS;
        used |= 1 << words[place];
      }
      if (used == (1 << WORDS) - 1) {
        Map<Integer, Integer> language =
            Map.of(words[0], words[1], words[2], words[3], words[4], words[5]);
        before += fits(language, sequences, row, asked) ? 1 : 0;
        with += fits(language, sequences, row, asked + 1) ? 1 : 0;
      }
    }
    double choices = asked % 2 == 0 ? WORDS / 2 : 1; // an opener is any of three
    return Optional.of(with / choices / before);
  }

  private static boolean fits(
      Map<Integer, Integer> language, Sequences sequences, int row, int positions) {
    for (int position = 0; position < positions; position++) {
      int word = Tokens.at(sequences, row, position);
      boolean allowed = position % 2 == 0
          ? language.containsKey(word)
          : language.get(Tokens.at(sequences, row, position - 1)) == word;
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}
