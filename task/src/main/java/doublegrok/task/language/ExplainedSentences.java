package doublegrok.task.language;

import java.util.Arrays;

/**
 * Languages by how many of a sequence's sentences they explain. Those that explain all are the
 * posterior, on which it is uniform; as votes, the others count too.
 */
final class ExplainedSentences {
  private static final int OPENER = -1; // in the place of the word before

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
        more[at] = (more[at] & ~having[at]) | (fewer[at] & having[at]);
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
    return posterior(pool, OPENER);
  }

  /** The closer's after an opener. */
  double[] closer(int opener, long[] pool) {
    return posterior(pool, opener);
  }

  /** The opener's prediction if a language counts by exp(eta v), v the sentences it explains. */
  double[] votedOpener(double eta, long[] pool) {
    return voted(eta, pool, OPENER);
  }

  /** The closer's after an opener. */
  double[] votedCloser(int opener, double eta, long[] pool) {
    return voted(eta, pool, opener);
  }

  private double[] voted(double eta, long[] pool, int opener) {
    return voted(eta, votes(pool, opener));
  }

  /** The prediction of votes. */
  static double[] voted(double eta, int[][] votes) {
    double[] next = new double[votes.length];
    for (int word = 0; word < next.length; word++) {
      for (int count = 0; count < votes[word].length; count++) {
        next[word] += Math.exp(eta * (count + 1 - votes[word].length)) * votes[word][count];
      }
    }
    return normal(next);
  }

  /** How many languages that explain so many sentences have a closer, [words, sentences + 1]. */
  int[][] closerVotes(int opener, long[] pool) {
    return votes(pool, opener);
  }

  private int[][] votes(long[] pool, int opener) {
    int[][] votes = new int[table.size().vocabulary()][sentences + 1];
    for (int word = 0; word < votes.length; word++) {
      for (int count = 0; count <= sentences; count++) {
        votes[word][count] = count(word, count, pool, opener);
      }
    }
    return votes;
  }

  private double[] posterior(long[] pool, int opener) {
    double[] next = new double[table.size().vocabulary()];
    Arrays.setAll(next, word -> count(word, sentences, pool, opener));
    return normal(next);
  }

  /** Languages with this word that explain so many; an opener's if none is given. */
  private int count(int word, int explained, long[] pool, int opener) {
    long[] having = opener < 0 ? table.opening(word) : table.allowing(opener, word);
    long[] so = explaining[explained];
    int languages = 0;
    for (int at = 0; at < having.length; at++) {
      languages += Long.bitCount(so[at] & pool[at] & having[at]);
    }
    return languages;
  }

  private static double[] normal(double[] next) {
    double sum = Arrays.stream(next).sum();
    Arrays.setAll(next, word -> sum == 0 ? 1.0 / next.length : next[word] / sum);
    return next;
  }
}
