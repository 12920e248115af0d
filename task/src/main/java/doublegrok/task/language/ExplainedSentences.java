package doublegrok.task.language;

import java.util.Arrays;

/**
 * Languages by how many of a sequence's sentences they explain. Those that explain all are the
 * posterior, on which it is uniform; as votes, the others count too.
 */
final class ExplainedSentences {
  private final LanguageTable table;
  private final long[][] explaining; // so many sentences, [most + 1, bits]
  private int sentences;

  /**
   * None yet.
   *
   * @param most sentences of a sequence
   */
  ExplainedSentences(LanguageTable table, int most) {
    this.table = table;
    this.explaining = new long[most + 1][table.opening(0).length];
    begin();
  }

  /** Forgets all sentences: another sequence begins. */
  void begin() {
    sentences = 0;
    System.arraycopy(table.all(), 0, explaining[0], 0, explaining[0].length);
  }

  /** The next sentence. */
  void observe(int opener, int closer) {
    long[] having = table.allowing(opener, closer);
    sentences++;
    Arrays.fill(explaining[sentences], 0);
    for (int count = sentences; count > 0; count--) {
      long[] more = explaining[count];
      long[] fewer = explaining[count - 1];
      for (int at = 0; at < more.length; at++) {
        more[at] = more[at] & ~having[at] | fewer[at] & having[at];
      }
    }
    for (int at = 0; at < having.length; at++) {
      explaining[0][at] &= ~having[at];
    }
  }

  /**
   * The opener's posterior prediction over a pool of languages, all words alike if none of them
   * explains what was seen.
   */
  double[] opener(long[] pool) {
    double[] next = new double[table.size().vocabulary()];
    add(next, sentences, 1, pool, -1);
    return normal(next);
  }

  /** The closer's after an opener. */
  double[] closer(int opener, long[] pool) {
    double[] next = new double[table.size().vocabulary()];
    add(next, sentences, 1, pool, opener);
    return normal(next);
  }

  /** The opener's prediction if a language counts by exp(eta v), v the sentences it explains. */
  double[] votedOpener(double eta, long[] pool) {
    return voted(eta, pool, -1);
  }

  /** The closer's after an opener. */
  double[] votedCloser(int opener, double eta, long[] pool) {
    return voted(eta, pool, opener);
  }

  private double[] voted(double eta, long[] pool, int opener) {
    double[] next = new double[table.size().vocabulary()];
    for (int count = 0; count <= sentences; count++) {
      add(next, count, Math.exp(eta * (count - sentences)), pool, opener);
    }
    return normal(next);
  }

  /** Adds languages that explain so many; an opener's if none is given. */
  private void add(double[] next, int count, double weight, long[] pool, int opener) {
    for (int word = 0; word < next.length; word++) {
      long[] having = opener < 0 ? table.opening(word) : table.allowing(opener, word);
      int languages = 0;
      for (int at = 0; at < having.length; at++) {
        languages += Long.bitCount(explaining[count][at] & pool[at] & having[at]);
      }
      next[word] += weight * languages;
    }
  }

  private static double[] normal(double[] next) {
    double sum = Arrays.stream(next).sum();
    Arrays.setAll(next, word -> sum == 0 ? 1.0 / next.length : next[word] / sum);
    return next;
  }
}
