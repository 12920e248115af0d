package doublegrok.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerMixtureTest {
  private final Random random = new Random(7);

  /** Solvers that never say the same word: their shares are the masses of their words. */
  @Test
  void theSharesOfSolversWithWordsOfTheirOwnAreTheMassesOfTheseWords() {
    double[][] said = {{0.5, 0.2, 0.3}, {0.1, 0.6, 0.3}};
    double[][] own = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    AnswerMixture mixture = AnswerMixture.of(said, new double[][][] {own, own});

    assertThat(mixture.shares()).containsExactly(new double[] {0.3, 0.4, 0.3}, within(1e-9));
  }

  @Test
  void aPlantedMixtureIsFound() {
    double[][][] known = known(200, 5, 37);
    double[] planted = {0.02, 0.5, 0, 0.3, 0.18};

    AnswerMixture mixture = AnswerMixture.of(mix(known, planted), known);

    assertThat(mixture.shares()).containsExactly(planted, within(1e-3));
    assertThat(mixture.distance()).isBetween(-1e-12, 1e-8);
  }

  /** Solvers that answer nearly alike are where expectation maximisation alone creeps. */
  @Test
  void noSolverWouldBringTheAnswersNearer() {
    for (int round = 0; round < 20; round++) {
      double[][][] known = known(40, 4, 11);
      for (double[][] solvers : known) {
        double[] other = solvers[1];
        Arrays.setAll(solvers[0], word -> 0.99 * other[word] + 0.01 * solvers[2][word]);
      }
      double[][] said =
          Arrays.stream(known(40, 1, 11)).map(each -> each[0]).toArray(double[][]::new);

      AnswerMixture mixture = AnswerMixture.of(said, known);

      assertThat(Arrays.stream(mixture.shares()).sum()).isCloseTo(1, within(1e-9));
      for (int solver = 0; solver < 4; solver++) {
        double[] towards = mixture.shares().clone();
        Arrays.setAll(towards, place -> 0.999 * towards[place]);
        towards[solver] += 0.001;
        assertThat(distance(said, mix(known, towards))).isGreaterThan(mixture.distance() - 1e-8);
      }
    }
  }

  @Test
  void solversThatAnswerAlikeShareAlike() {
    double[][][] known = known(50, 3, 11);
    for (double[][] solvers : known) {
      solvers[2] = solvers[0];
    }

    double[] shares =
        AnswerMixture.of(mix(known, new double[] {0.6, 0.4, 0}), known).shares();

    assertThat(shares).containsExactly(new double[] {0.3, 0.4, 0.3}, within(1e-3));
  }

  @Test
  void answersThatAreNoNumbersHaveNoShares() {
    double[][][] known = known(3, 2, 5);
    double[][] said = mix(known, new double[] {0.5, 0.5});
    said[1][2] = Double.NaN;

    AnswerMixture mixture = AnswerMixture.of(said, known);

    assertThat(mixture.shares()).containsOnly(Double.NaN);
    assertThat(mixture.distance()).isNaN();
  }

  /** Sharp and flat answers, all possible. */
  private double[][][] known(int questions, int solvers, int words) {
    double[][][] known = new double[questions][solvers][];
    for (double[][] question : known) {
      for (int solver = 0; solver < solvers; solver++) {
        double[] weights = random.doubles(words).map(each -> Math.exp(6 * each)).toArray();
        double sum = Arrays.stream(weights).sum();
        question[solver] = AnswerMixture.possible(
            Arrays.stream(weights).map(each -> each / sum).toArray());
      }
    }
    return known;
  }

  private static double[][] mix(double[][][] known, double[] shares) {
    double[][] mixed = new double[known.length][known[0][0].length];
    for (int question = 0; question < known.length; question++) {
      for (int solver = 0; solver < shares.length; solver++) {
        for (int word = 0; word < mixed[question].length; word++) {
          mixed[question][word] += shares[solver] * known[question][solver][word];
        }
      }
    }
    return mixed;
  }

  private static double distance(double[][] said, double[][] mixed) {
    double sum = 0;
    for (int question = 0; question < said.length; question++) {
      sum += AnswerMixture.divergence(said[question], mixed[question]) / said.length;
    }
    return sum;
  }
}
