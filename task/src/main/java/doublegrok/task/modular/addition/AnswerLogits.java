package doublegrok.task.modular.addition;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Logits of all p^2 pairs, and what of them lies in directions of frequencies: along cos and sin of
 * w (a + b) over the pairs, w = 2 pi k / p (Nanda et al. 2023). As these depend on the sum alone,
 * so do the logits along them; of another operation they are those of its answer.
 */
final class AnswerLogits {
  private final int modulus;
  private final Fourier fourier;
  private final int[] answers;
  private final double[][] logits;
  private final double[] mean;
  private final double[][] byAnswer;

  /**
   * Logits.
   *
   * @param answers the right answer of each pair; every answer has p pairs
   * @param logits [pairs, p]; not copied
   */
  AnswerLogits(int modulus, int[] answers, double[][] logits) {
    this.modulus = modulus;
    fourier = new Fourier(modulus);
    this.answers = answers.clone();
    this.logits = logits;
    byAnswer = new double[modulus][modulus];
    for (int pair = 0; pair < answers.length; pair++) {
      for (int c = 0; c < modulus; c++) {
        byAnswer[answers[pair]][c] += logits[pair][c] / modulus;
      }
    }
    mean = new double[modulus];
    for (double[] row : byAnswer) {
      for (int c = 0; c < modulus; c++) {
        mean[c] += row[c] / modulus;
      }
    }
  }

  /** The mean cross-entropy of some pairs, in nats. */
  double loss(IntPredicate some) {
    return loss(some, new double[modulus][modulus]);
  }

  /** The loss of all pairs by the logits in these directions and the mean over pairs alone. */
  double restricted(List<Integer> frequencies) {
    double[][] along = along(frequencies);
    double sum = 0;
    for (int answer = 0; answer < modulus; answer++) {
      for (int c = 0; c < modulus; c++) {
        along[answer][c] += mean[c];
      }
      sum += crossEntropy(along[answer], answer);
    }
    return sum / modulus;
  }

  /** The loss of some pairs by all logits but those in these directions. */
  double excluded(List<Integer> frequencies, IntPredicate some) {
    return loss(some, along(frequencies));
  }

  /** Share of the variance over pairs, of all logits together, that is in these directions. */
  double share(List<Integer> frequencies) {
    double all = 0;
    for (double[] row : logits) {
      for (int c = 0; c < modulus; c++) {
        all += (row[c] - mean[c]) * (row[c] - mean[c]);
      }
    }
    double inside = 0;
    for (double[] row : along(frequencies)) {
      inside += modulus * Arrays.stream(row).map(each -> each * each).sum();
    }
    return inside / all;
  }

  /** Share of all logits' variance that is explained by cos w (answer - c) of these frequencies. */
  double cosineShare(List<Integer> frequencies) {
    double sum = 0;
    double squares = 0;
    for (double[] row : logits) {
      for (double each : row) {
        sum += each;
        squares += each * each;
      }
    }
    double count = (double) answers.length * modulus;
    double explained = 0;
    for (int frequency : frequencies) {
      double coefficient = coefficient(frequency);
      explained += coefficient * coefficient * count / 2;
    }
    return explained / (squares - sum * sum / count);
  }

  /** The coefficient of cos w (answer - c) in the logits. */
  double coefficient(int frequency) {
    double sum = 0;
    for (int answer = 0; answer < modulus; answer++) {
      for (int c = 0; c < modulus; c++) {
        sum += byAnswer[answer][c] * fourier.cos(frequency, answer - c);
      }
    }
    return 2 * sum / modulus / modulus;
  }

  /** Components of an answer's mean logits along cos and sin of w c: [answers, 2]. */
  double[][] plane(int frequency) {
    double[][] plane = new double[modulus][2];
    for (int answer = 0; answer < modulus; answer++) {
      for (int c = 0; c < modulus; c++) {
        double share = 2 * byAnswer[answer][c] / modulus;
        plane[answer][0] += share * fourier.cos(frequency, c);
        plane[answer][1] += share * fourier.sin(frequency, c);
      }
    }
    return plane;
  }

  /** The logits in directions of frequencies, by the right answer of a pair: [p, p]. */
  private double[][] along(List<Integer> frequencies) {
    double[][] along = new double[modulus][modulus];
    for (int frequency : frequencies) {
      for (int c = 0; c < modulus; c++) {
        double cosine = 0;
        double sine = 0;
        for (int answer = 0; answer < modulus; answer++) {
          cosine += byAnswer[answer][c] * fourier.cos(frequency, answer);
          sine += byAnswer[answer][c] * fourier.sin(frequency, answer);
        }
        for (int answer = 0; answer < modulus; answer++) {
          along[answer][c] +=
              (cosine * fourier.cos(frequency, answer) + sine * fourier.sin(frequency, answer))
                  * 2
                  / modulus;
        }
      }
    }
    return along;
  }

  private double loss(IntPredicate some, double[][] without) {
    double sum = 0;
    int count = 0;
    double[] row = new double[modulus];
    for (int pair = 0; pair < answers.length; pair++) {
      if (some.test(pair)) {
        for (int c = 0; c < modulus; c++) {
          row[c] = logits[pair][c] - without[answers[pair]][c];
        }
        sum += crossEntropy(row, answers[pair]);
        count++;
      }
    }
    return sum / count;
  }

  private static double crossEntropy(double[] logits, int answer) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double rest = 0;
    for (int c = 0; c < logits.length; c++) {
      rest += c == answer ? 0 : Math.exp(logits[c] - largest);
    }
    double own = logits[answer] - largest;
    return own == 0 ? Math.log1p(rest) : Math.log(rest + Math.exp(own)) - own;
  }
}
