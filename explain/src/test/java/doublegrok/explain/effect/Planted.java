package doublegrok.explain.effect;

import java.util.Random;

/** Answers of a twin and a changed model whose accuracies differ by a known effect. */
record Planted(Answers twin, Answers changed) {
  /**
   * Draws them.
   *
   * @param spread of the effect over sequences, to either side
   */
  static Planted of(int sequences, int answers, double effect, double spread, Random random) {
    boolean[] twin = new boolean[sequences * answers];
    boolean[] changed = new boolean[twin.length];
    double[] twinLosses = new double[twin.length];
    double[] changedLosses = new double[twin.length];
    for (int sequence = 0; sequence < sequences; sequence++) {
      double rate = 0.4 + 0.2 * random.nextDouble();
      double own = effect + spread * (2 * random.nextDouble() - 1);
      for (int answer = 0; answer < answers; answer++) {
        int at = sequence * answers + answer;
        double question = random.nextDouble(); // the same for both
        twin[at] = question < rate;
        changed[at] = question < rate + own;
        twinLosses[at] = question;
        changedLosses[at] = question - own + 0.1 * random.nextGaussian();
      }
    }
    return new Planted(
        new Answers(answers, twin, twinLosses), new Answers(answers, changed, changedLosses));
  }
}
