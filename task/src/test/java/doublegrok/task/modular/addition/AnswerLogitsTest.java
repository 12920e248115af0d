package doublegrok.task.modular.addition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Measures of planted logits, against NumPy, which projects them on the whole grid of pairs and
 * solves the least squares.
 */
final class AnswerLogitsTest {
  private static final Planted SMALL =
      new Planted(17, List.of(3, 7), List.of(2.5, 1.0), 3, 0.15, 5);
  private static final Planted LARGE =
      new Planted(23, List.of(1, 4, 9), List.of(4.0, 3.5, 2.0), 6, 0.25, 7);

  @Test
  void lossesAreThoseOfNumPy() {
    AnswerLogits small = of(SMALL);
    AnswerLogits large = of(LARGE);
    IntPredicate trained = SMALL::isTrained;

    close(small.loss(pair -> true), 0.5318456038142252);
    close(small.loss(trained), 0.07168573072386943);
    close(small.loss(trained.negate()), 0.9133705618828113);
    close(small.restricted(SMALL.keys()), 0.8392176764237627);
    close(small.excluded(SMALL.keys(), trained), 0.7724120795220851);
    close(large.loss(LARGE::isTrained), 0.00010216614466327802);
    close(large.restricted(LARGE.keys()), 0.02528172502060713);
    close(large.excluded(LARGE.keys(), LARGE::isTrained), 0.1377942868355619);
  }

  @Test
  void eachFrequencyCanBeExcludedAlone() {
    AnswerLogits small = of(SMALL);
    List<Double> expected = List.of(
        0.08937964456722693,
        0.09278357694368193,
        0.3468225161308981,
        0.0837918240295906,
        0.09348828398011924,
        0.08500655768032275,
        0.2013065765999628,
        0.09079464288099622);

    for (int frequency = 1; frequency <= 8; frequency++) {
      close(small.excluded(List.of(frequency), SMALL::isTrained), expected.get(frequency - 1));
    }
  }

  @Test
  void sharesAndCoefficientsAreThoseOfLeastSquares() {
    AnswerLogits small = of(SMALL);
    AnswerLogits large = of(LARGE);

    close(small.share(SMALL.keys()), 0.9448976342461357);
    close(small.cosineShare(SMALL.keys()), 0.9426821931278491);
    close(small.coefficient(3), 2.6599837166700597);
    close(small.coefficient(7), 1.1599837166700586);
    close(large.share(LARGE.keys()), 0.9548665899094971);
    close(large.cosineShare(LARGE.keys()), 0.9542621990007684);
    close(large.coefficient(9), 2.237485592400733);
  }

  /** What a pair's logits share changes no loss, in whatever directions. */
  @Test
  void lossesDoNotAskWhatAPairsLogitsShare() {
    double[][] moved = LARGE.logits();
    for (int pair = 0; pair < moved.length; pair++) {
      for (int c = 0; c < moved[pair].length; c++) {
        moved[pair][c] += pair * pair % 13 - 6;
      }
    }
    AnswerLogits other = new AnswerLogits(23, LARGE.answers(), moved);

    close(other.restricted(LARGE.keys()), of(LARGE).restricted(LARGE.keys()));
    close(
        other.excluded(LARGE.keys(), LARGE::isTrained),
        of(LARGE).excluded(LARGE.keys(), LARGE::isTrained));
    assertThat(other.share(LARGE.keys())).isLessThan(0.9);
  }

  @Test
  void allFrequenciesTogetherAreAllThatDependsOnTheAnswer() {
    Planted pure = new Planted(11, List.of(2), List.of(3.0), 0, 0, 1);
    AnswerLogits logits = of(pure);
    List<Integer> all = IntStream.rangeClosed(1, 5).boxed().toList();

    close(logits.share(all), 1);
    close(logits.cosineShare(List.of(2)), 1);
    close(logits.restricted(List.of(2)), logits.loss(pair -> true));
    close(logits.excluded(List.of(2), pair -> true), Math.log(11));
  }

  private static AnswerLogits of(Planted planted) {
    return new AnswerLogits(planted.modulus(), planted.answers(), planted.logits());
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-10));
  }
}
