package doublegrok.explain.effect;

/**
 * Difference of two models' accuracies on the same questions.
 *
 * <p>What counts is which questions only one of them answers, as in McNemar's test; the interval is
 * Tango's score interval (1998, "Equivalence test and confidence interval for the difference in
 * proportions for the paired-sample design", equations 6 to 8), which has an extent also where the
 * two differ nowhere. Answers of one sequence go together, so the counts are first divided by the
 * design effect: how much more the difference varies over sequences than it would over as many
 * independent answers (Rao and Scott 1992). A bootstrap over sequences would have no extent where
 * nothing differs, and too little where little does.
 *
 * @param questions that both were asked
 * @param twinRight that the twin answers rightly
 * @param gained that only the changed model answers rightly
 * @param lost that only the twin does
 * @param effect accuracy of the changed model less the twin's
 */
public record PairedAccuracy(int questions, int twinRight, int gained, int lost, Effect effect) {
  private static final int HALVINGS = 60;

  /**
   * The difference.
   *
   * @throws IllegalArgumentException if they were not asked the same number of questions
   */
  static PairedAccuracy of(Answers twin, Answers changed) {
    if (twin.right().length != changed.right().length
        || twin.perSequence() != changed.perSequence()) {
      throw new IllegalArgumentException(
          "both must be asked the same questions, were asked %d and %d"
              .formatted(twin.right().length, changed.right().length));
    }
    int[] differences = new int[twin.sequences()];
    int gained = 0;
    int lost = 0;
    int right = 0;
    for (int at = 0; at < twin.right().length; at++) {
      boolean before = twin.right()[at];
      boolean after = changed.right()[at];
      right += before ? 1 : 0;
      gained += after && !before ? 1 : 0;
      lost += before && !after ? 1 : 0;
      differences[at / twin.perSequence()] += (after ? 1 : 0) - (before ? 1 : 0);
    }
    int questions = twin.right().length;
    double design = designEffect(differences, twin.perSequence(), gained, lost);
    double z = twin.perSequence() == 1 ? Student.Z : Student.quantile(differences.length - 1);
    double n = questions / design;
    double high = upper(n, gained / design, lost / design, z);
    double low = -upper(n, lost / design, gained / design, z);
    double value = (double) (gained - lost) / questions;
    return new PairedAccuracy(questions, right, gained, lost, new Effect(value, low, high));
  }

  /** Accuracy of the twin. */
  public double twin() {
    return (double) twinRight / questions;
  }

  /** Accuracy of the changed model. */
  public double changed() {
    return (double) (twinRight + gained - lost) / questions;
  }

  /** From 1, of independent answers, to their number in a sequence, if they all go together. */
  private static double designEffect(int[] differences, int perSequence, int gained, int lost) {
    double n = (double) differences.length * perSequence;
    double mean = (gained - lost) / n;
    double independent = (gained + lost) / n - mean * mean;
    if (perSequence == 1 || differences.length < 2) {
      return perSequence;
    }
    if (independent == 0) { // nothing tells: the most cautious
      return perSequence;
    }
    double squares = 0;
    for (int each : differences) {
      double off = each - mean * perSequence;
      squares += off * off;
    }
    double clustered = squares / (differences.length - 1) / perSequence;
    return Math.min(perSequence, Math.max(1, clustered / independent));
  }

  /** The largest difference that the score test does not refuse. */
  private static double upper(double n, double gained, double lost, double z) {
    double low = (gained - lost) / n;
    double high = 1;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      if (score(n, gained, lost, middle) >= -z) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double score(double n, double gained, double lost, double difference) {
    double a = 2 * n;
    double b = -gained - lost + (2 * n - gained + lost) * difference;
    double c = -lost * difference * (1 - difference);
    double onlyTwin = (Math.sqrt(b * b - 4 * a * c) - b) / (2 * a);
    double variance = n * (2 * onlyTwin + difference * (1 - difference));
    return (gained - lost - n * difference) / Math.sqrt(variance);
  }
}
