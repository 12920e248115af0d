package doublegrok.explain;

import doublegrok.task.Reference;

/** Adds up how one reference does at one number of shots. */
final class ReferenceTally {
  private static final double TIE = 1e-9;

  private double correct;
  private double probability;
  private int queries;

  /** Adds a query whose predictions stand from {@code from} on. */
  void add(double[] predictions, int from, int vocabulary, int truth) {
    double best = 0;
    for (int token = 0; token < vocabulary; token++) {
      best = Math.max(best, predictions[from + token]);
    }
    int ties = 0;
    for (int token = 0; token < vocabulary; token++) {
      ties += predictions[from + token] >= best - TIE ? 1 : 0;
    }
    correct += predictions[from + truth] >= best - TIE ? 1.0 / ties : 0;
    probability += predictions[from + truth];
    queries++;
  }

  ReferenceScore score(Reference reference) {
    return new ReferenceScore(reference, correct / queries, probability / queries);
  }
}
