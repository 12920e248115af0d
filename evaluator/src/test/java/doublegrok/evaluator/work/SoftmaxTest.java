package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SoftmaxTest {
  private static final MathContext DIGITS = new MathContext(40);

  /** By the definition, in 40 digits. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void probabilitiesAndLossAreThoseOfTheDefinition(long seed) {
    Random random = new Random(seed);
    int vocabulary = 2 + random.nextInt(30);
    int from = random.nextInt(5);
    float[] logits = new float[from + vocabulary + 3];
    for (int at = 0; at < logits.length; at++) {
      logits[at] = (float) (30 * random.nextGaussian()); // those around it are not read
    }
    double[] probabilities = new double[vocabulary];

    int best = Softmax.into(probabilities, logits, from);

    BigDecimal sum = BigDecimal.ZERO;
    for (int token = 0; token < vocabulary; token++) {
      sum = sum.add(exp(logits[from + token]));
      assertThat(logits[from + token]).isLessThanOrEqualTo(logits[from + best]);
    }
    for (int token = 0; token < vocabulary; token++) {
      double share = exp(logits[from + token]).divide(sum, DIGITS).doubleValue();
      assertThat(probabilities[token]).isCloseTo(share, within(1e-14));
      assertThat(Softmax.loss(logits, from, best, token, probabilities[best]))
          .isCloseTo(-Math.log(share), within(1e-9));
    }
    assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-14));
  }

  @Test
  void theSmallestOfEqualTokensIsTheBest() {
    double[] probabilities = new double[4];

    assertThat(Softmax.into(probabilities, new float[] {-1, 3, 3, 3}, 0)).isEqualTo(1);
    assertThat(probabilities[1]).isEqualTo(probabilities[3]);
  }

  @Test
  void excludedTokensHaveNoProbabilityAndEndlessLoss() {
    float[] logits = {Float.NEGATIVE_INFINITY, 5, 5};
    double[] probabilities = new double[3];

    int best = Softmax.into(probabilities, logits, 0);

    assertThat(probabilities).containsExactly(0, 0.5, 0.5);
    assertThat(Softmax.loss(logits, 0, best, 0, 0.5)).isInfinite();
  }

  @Test
  void theLargestLogitsNeitherOverflowNorVanish() {
    double[] probabilities = new double[2];

    Softmax.into(probabilities, new float[] {Float.MAX_VALUE, Float.MAX_VALUE}, 0);
    assertThat(probabilities).containsExactly(0.5, 0.5);
    Softmax.into(probabilities, new float[] {-Float.MAX_VALUE, Float.MAX_VALUE}, 0);
    assertThat(probabilities).containsExactly(0, 1);
  }

  @Test
  void oneLogitThatIsNoNumberMakesAllProbabilitiesNone() {
    for (int place = 0; place < 3; place++) {
      float[] logits = {1, 2, 3};
      logits[place] = Float.NaN;
      double[] probabilities = new double[3];

      Softmax.into(probabilities, logits, 0);

      assertThat(probabilities).containsOnly(Double.NaN);
    }
  }

  /** e^x = (e^(x / 1024))^1024, the first by its series. */
  private static BigDecimal exp(float logit) {
    BigDecimal small = new BigDecimal(logit).divide(new BigDecimal(1024), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n < 40; n++) {
      term = term.multiply(small, DIGITS).divide(new BigDecimal(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum.pow(1024, DIGITS);
  }
}
