package doublegrok.task.modular.addition;

import java.util.List;

/**
 * Logits, weights and splits that are written down, not learned: cosines of some frequencies, a
 * bonus for trained answers, and a tilt by whole numbers.
 *
 * @param per period of the tilt
 */
record Planted(
    int modulus, List<Integer> keys, List<Double> heights, double memory, double tilt, int per) {
  boolean isTrained(int pair) {
    int a = pair / modulus;
    int b = pair % modulus;
    return (31 * a + 17 * b + a * b) % 10 < 4;
  }

  int answer(int pair) {
    return (pair / modulus + pair % modulus) % modulus;
  }

  double[][] logits() {
    double[][] logits = new double[modulus * modulus][modulus];
    for (int pair = 0; pair < logits.length; pair++) {
      for (int c = 0; c < modulus; c++) {
        logits[pair][c] = logit(pair / modulus, pair % modulus, c);
      }
    }
    return logits;
  }

  private double logit(int a, int b, int c) {
    double logit = tilt * ((a * a + 3 * b + 5 * c * c) % per - (per - 1) / 2.0);
    for (int key = 0; key < keys.size(); key++) {
      logit += heights.get(key) * Math.cos(2 * Math.PI * keys.get(key) * (a + b - c) / modulus);
    }
    int pair = a * modulus + b;
    return logit + (isTrained(pair) && c == answer(pair) ? memory : 0);
  }

  /** An embedding of this width whose first half are cosines of the keys. */
  double[][] embedding(int width) {
    double[][] embedding = new double[modulus][width];
    for (int t = 0; t < modulus; t++) {
      for (int j = 0; j < width; j++) {
        int key = keys.get(j % keys.size());
        double wave = j < width / 2 ? Math.cos(2 * Math.PI * key * t / modulus + j) : 0;
        embedding[t][j] = wave + ((t * t + 3 * j * t) % 11 - 5) / 20.0;
      }
    }
    return embedding;
  }

  int[] answers() {
    int[] answers = new int[modulus * modulus];
    for (int pair = 0; pair < answers.length; pair++) {
      answers[pair] = answer(pair);
    }
    return answers;
  }
}
