package doublegrok.task.markov;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Words that a probe asks about: all that a mixture can show, up to the length at which they are
 * too many.
 *
 * @param ensemble that shows them
 * @param byLength words of 1, 2, .. symbols, in the order of their symbols
 */
record ProbeWords(Ensemble ensemble, List<List<Word>> byLength) {
  private static final int MOST = 12_000;
  private static final int SHORTEST = 4;

  /**
   * A word.
   *
   * @param symbols that it is
   * @param probability that a sequence begins with it
   * @param belief of Bayes' filter after it, [states]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Word(int[] symbols, double probability, double[] belief) {
    /** One of five folds, by the symbols alone. */
    int fold() {
      long hash = 7;
      for (int symbol : symbols) {
        hash = (31 * hash + symbol + 1) % 1_000_003;
      }
      return (int) (hash % BeliefFit.FOLDS);
    }
  }

  /** Those of up to a length. */
  static ProbeWords of(Ensemble ensemble, int longest) {
    List<List<Word>> byLength = new ArrayList<>();
    List<Word> words = List.of(new Word(new int[0], 1, ensemble.initial()));
    int count = 0;
    for (int length = 1; length <= longest; length++) {
      List<Word> longer = new ArrayList<>();
      for (Word word : words) {
        for (int symbol = 0; symbol < ensemble.symbols(); symbol++) {
          double[] weights = ensemble.after(word.belief(), symbol);
          double share = Ensemble.sum(weights);
          if (share > 0) {
            int[] symbols = Arrays.copyOf(word.symbols(), length);
            symbols[length - 1] = symbol;
            longer.add(new Word(symbols, word.probability() * share, Ensemble.belief(weights)));
          }
        }
      }
      count += longer.size();
      if (count > MOST && length > 1) {
        break;
      }
      byLength.add(longer);
      words = longer;
    }
    return new ProbeWords(ensemble, byLength);
  }

  int longest() {
    return byLength.size();
  }

  int shortest() {
    return Math.min(SHORTEST, longest());
  }

  /** The longest words, of which all others are the beginnings. */
  List<Word> whole() {
    return byLength.get(longest() - 1);
  }

  /** Those that beliefs are fitted on, the shortest first. */
  List<Word> fitted() {
    return byLength.subList(shortest() - 1, longest()).stream()
        .flatMap(List::stream)
        .toList();
  }
}
