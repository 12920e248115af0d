package doublegrok.task.markov;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Entropies of a mixture's words, by all words that it can show. */
final class Entropies {
  private static final int MOST_WORDS = 1 << 18;

  private Entropies() {}

  /**
   * The entropy of each symbol given all before it, the first one first: the least loss of who has
   * seen those. Fewer than asked if there are too many words.
   */
  static double[] conditional(Ensemble ensemble, int symbols) {
    return from(ensemble, ensemble.initial(), symbols);
  }

  /** The entropy of a symbol given all before it and the first state: below the entropy rate. */
  static double[] conditionalOnStart(Ensemble ensemble, int symbols) {
    double[] initial = ensemble.initial();
    double[] mean = new double[symbols];
    int known = symbols;
    for (int state = 0; state < initial.length; state++) {
      double[] start = new double[initial.length];
      start[state] = 1;
      double[] entropies = from(ensemble, start, known);
      known = entropies.length;
      for (int place = 0; place < known; place++) {
        mean[place] += initial[state] * entropies[place];
      }
    }
    return Arrays.copyOf(mean, known);
  }

  private static double[] from(Ensemble ensemble, double[] start, int symbols) {
    double[] entropies = new double[symbols];
    List<double[]> words = List.of(start);
    double before = 0;
    for (int length = 0; length < symbols; length++) {
      if ((long) words.size() * ensemble.symbols() > MOST_WORDS) {
        return Arrays.copyOf(entropies, length);
      }
      List<double[]> longer = new ArrayList<>();
      double entropy = 0;
      for (double[] word : words) {
        for (int symbol = 0; symbol < ensemble.symbols(); symbol++) {
          double[] next = ensemble.after(word, symbol);
          double probability = Ensemble.sum(next);
          if (probability > 0) {
            entropy -= probability * Math.log(probability);
            longer.add(next);
          }
        }
      }
      entropies[length] = entropy - before;
      before = entropy;
      words = longer;
    }
    return entropies;
  }
}
