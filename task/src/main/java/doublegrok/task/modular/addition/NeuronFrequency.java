package doublegrok.task.modular.addition;

/**
 * Frequency of a neuron: that whose terms, products of 1, cos and sin of it in a and in b, explain
 * most of the variance of its activations over all pairs (Nanda et al. 2023).
 *
 * @param frequency from 1 to {@code of}
 * @param of how many frequencies there are
 * @param share of the variance that it explains; NaN of a neuron that is always the same
 */
record NeuronFrequency(int frequency, int of, double share) {
  /**
   * That of a neuron.
   *
   * @param activations of the pairs (a, b), in the order a p + b
   */
  static NeuronFrequency of(double[] activations, Fourier fourier) {
    int modulus = fourier.modulus();
    double mean = 0;
    for (double each : activations) {
      mean += each / activations.length;
    }
    double variance = 0;
    double[] overA = new double[modulus];
    double[] overB = new double[modulus];
    for (int pair = 0; pair < activations.length; pair++) {
      double centred = activations[pair] - mean;
      variance += centred * centred;
      overB[pair / modulus] += centred;
      overA[pair % modulus] += centred;
    }
    int frequencies = fourier.frequencies();
    int best = 1;
    double most = 0;
    for (int frequency = 1; frequency <= frequencies; frequency++) {
      // a term of one number alone is constant in the other, of norm sqrt(p) times sqrt(p / 2)
      double explained = (fourier.power(overA, frequency) + fourier.power(overB, frequency))
              * 2
              / modulus
              / modulus
          + both(activations, fourier, frequency);
      if (explained > most) {
        most = explained;
        best = frequency;
      }
    }
    return new NeuronFrequency(best, frequencies, most / variance);
  }

  /** What the four products of a cosine or sine in a and one in b explain. */
  private static double both(double[] activations, Fourier fourier, int frequency) {
    int modulus = fourier.modulus();
    double[] sums = new double[4];
    for (int a = 0; a < modulus; a++) {
      double cosine = 0;
      double sine = 0;
      for (int b = 0; b < modulus; b++) {
        cosine += activations[a * modulus + b] * fourier.cos(frequency, b);
        sine += activations[a * modulus + b] * fourier.sin(frequency, b);
      }
      sums[0] += fourier.cos(frequency, a) * cosine;
      sums[1] += fourier.cos(frequency, a) * sine;
      sums[2] += fourier.sin(frequency, a) * cosine;
      sums[3] += fourier.sin(frequency, a) * sine;
    }
    double squares = 0;
    for (double sum : sums) {
      squares += sum * sum;
    }
    return squares * 4 / modulus / modulus;
  }
}
