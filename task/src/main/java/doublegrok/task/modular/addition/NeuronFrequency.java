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
  static NeuronFrequency of(double[] activations, int modulus) {
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
    int frequencies = (modulus - 1) / 2;
    int best = 1;
    double most = 0;
    for (int frequency = 1; frequency <= frequencies; frequency++) {
      // a term of one number alone is constant in the other, of norm sqrt(p) times sqrt(p / 2)
      double explained = (power(overA, frequency) + power(overB, frequency)) * 2 / modulus / modulus
          + both(activations, modulus, frequency);
      if (explained > most) {
        most = explained;
        best = frequency;
      }
    }
    return new NeuronFrequency(best, frequencies, most / variance);
  }

  private static double power(double[] values, int frequency) {
    double cosine = 0;
    double sine = 0;
    for (int t = 0; t < values.length; t++) {
      cosine += values[t] * Fourier.cos(frequency, t, values.length);
      sine += values[t] * Fourier.sin(frequency, t, values.length);
    }
    return cosine * cosine + sine * sine;
  }

  /** What the four products of a cosine or sine in a and one in b explain. */
  private static double both(double[] activations, int modulus, int frequency) {
    double[] cosines = new double[modulus];
    double[] sines = new double[modulus];
    for (int t = 0; t < modulus; t++) {
      cosines[t] = Fourier.cos(frequency, t, modulus);
      sines[t] = Fourier.sin(frequency, t, modulus);
    }
    double[] sums = new double[4];
    for (int a = 0; a < modulus; a++) {
      double cosine = 0;
      double sine = 0;
      for (int b = 0; b < modulus; b++) {
        cosine += activations[a * modulus + b] * cosines[b];
        sine += activations[a * modulus + b] * sines[b];
      }
      sums[0] += cosines[a] * cosine;
      sums[1] += cosines[a] * sine;
      sums[2] += sines[a] * cosine;
      sums[3] += sines[a] * sine;
    }
    double squares = 0;
    for (double sum : sums) {
      squares += sum * sum;
    }
    return squares * 4 / modulus / modulus;
  }
}
