package doublegrok.task.language;

import java.util.Arrays;

/**
 * Predictions from the words of a context alone, by habits that need no knowledge of languages.
 * Each backs off to a simpler one with the weight of one word. Of an opener all but the unigram
 * know only which words have opened before.
 */
final class CopyHabits {
  private final int vocabulary;
  private final int[] opened;
  private final int[] closed;
  private final int[][] pairs; // [openers, closers]
  private int sentences;

  CopyHabits(int vocabulary) {
    this.vocabulary = vocabulary;
    this.opened = new int[vocabulary];
    this.closed = new int[vocabulary];
    this.pairs = new int[vocabulary][vocabulary];
  }

  /** Forgets all sentences: another sequence begins. */
  void begin() {
    sentences = 0;
    Arrays.fill(opened, 0);
    Arrays.fill(closed, 0);
    Arrays.stream(pairs).forEach(row -> Arrays.fill(row, 0));
  }

  /** The next sentence. */
  void observe(int opener, int closer) {
    sentences++;
    opened[opener]++;
    closed[closer]++;
    pairs[opener][closer]++;
  }

  /** By how often each word was seen in whole sentences. */
  double[] unigram() {
    double[] next = new double[vocabulary];
    Arrays.setAll(
        next, word -> (opened[word] + closed[word] + 1.0 / vocabulary) / (2 * sentences + 1));
    return next;
  }

  /** By how often each word has opened. */
  double[] openerSlot() {
    return slot(opened);
  }

  /** By how often each word has closed. */
  double[] closerSlot() {
    return slot(closed);
  }

  private double[] slot(int[] counts) {
    double[] next = new double[vocabulary];
    Arrays.setAll(next, word -> (counts[word] + 1.0 / vocabulary) / (sentences + 1));
    return next;
  }

  /** By how often each word has closed after this very opener: an induction head. */
  double[] induction(int opener) {
    double[] next = closerSlot();
    Arrays.setAll(next, word -> (pairs[opener][word] + next[word]) / (opened[opener] + 1));
    return next;
  }

  /** All closers alike that a chain of sentences links to this opener: induction over and over. */
  double[] closure(int opener) {
    boolean[] openers = new boolean[vocabulary];
    boolean[] closers = new boolean[vocabulary];
    openers[opener] = true;
    boolean grown;
    do {
      grown = grow(openers, closers);
    } while (grown);
    int linked = 0;
    for (boolean each : closers) {
      linked += each ? 1 : 0;
    }
    double[] next = closerSlot();
    int count = linked + 1;
    Arrays.setAll(next, word -> ((closers[word] ? 1 : 0) + next[word]) / count);
    return next;
  }

  /** Links both ends of sentences one of whose ends is linked; whether there were any. */
  private boolean grow(boolean[] openers, boolean[] closers) {
    boolean grown = false;
    for (int opener = 0; opener < vocabulary; opener++) {
      for (int closer = 0; closer < vocabulary; closer++) {
        if (pairs[opener][closer] > 0 && openers[opener] != closers[closer]) {
          openers[opener] = true;
          closers[closer] = true;
          grown = true;
        }
      }
    }
    return grown;
  }
}
