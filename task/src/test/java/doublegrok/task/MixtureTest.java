package doublegrok.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureTest {
  private static final int CLASSES = 300;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 12})
  void theLikelihoodNeverFallsAndEndsWhereItsGradientSaysThatItIsGreatest(int components) {
    Random random = new Random(components);
    for (int round = 0; round < 10; round++) {
      double[] masses = shares(random, CLASSES);
      double[][] probabilities = new double[CLASSES][];
      Arrays.setAll(probabilities, index -> shares(random, components));
      Mixture mixture = new Mixture(probabilities, masses);

      Mixture.Point point = mixture.start();
      for (int step = 0; step < 10; step++) {
        Mixture.Point next = mixture.improve(point);
        assertThat(next.logLikelihood()).isGreaterThanOrEqualTo(point.logLikelihood());
        assertThat(Arrays.stream(next.weights()).sum()).isCloseTo(1, within(1e-12));
        point = next;
      }
      assertThat(mixture.best().gap()).isBetween(-1e-14, 1e-8);
    }
  }

  /** Between two components the slope is one number, whose sign bisection follows. */
  @Test
  void twoComponentsAreMixedAsBisectionFinds() {
    Random random = new Random(2);
    for (int round = 0; round < 20; round++) {
      double[] masses = shares(random, CLASSES);
      double[][] probabilities = new double[CLASSES][];
      Arrays.setAll(probabilities, index -> shares(random, 2));
      double low = 0;
      double high = 1;
      while (high - low > 1e-12) {
        double share = (low + high) / 2;
        double slope = 0;
        for (int index = 0; index < CLASSES; index++) {
          double[] tuple = probabilities[index];
          double mixed = share * tuple[0] + (1 - share) * tuple[1];
          slope += masses[index] * (tuple[0] - tuple[1]) / mixed;
        }
        if (slope > 0) {
          low = share;
        } else {
          high = share;
        }
      }

      assertThat(new Mixture(probabilities, masses).best().weights()[0])
          .isCloseTo(low, within(1e-3));
    }
  }

  /** Numbers of very different size that sum to 1. */
  private static double[] shares(Random random, int count) {
    double[] weights = random.doubles(count).map(each -> Math.exp(8 * each)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }
}
