package doublegrok.task.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The distance from search, against the divergence of each answer from search's. */
final class SearchDistanceTest {
  private static final int ANSWERS = 7;

  @ParameterizedTest(name = "at most {0} tasks an answer, seed {1}")
  @CsvSource({"1, 1", "1, 2", "3, 3", "40, 4"})
  void itIsTheMeanDivergenceOfEachAnswer(int tasks, long seed) {
    Random random = new Random(seed);
    List<AskedVotes> asked = new ArrayList<>();
    for (int query = 0; query < 20; query++) {
      asked.add(asked(votes(1 + random.nextInt(6), tasks, random), said(random)));
    }

    SearchDistance distance = new SearchDistance(asked);

    for (double eta : new double[] {0, 0.01, 0.7, 3, 50, Double.POSITIVE_INFINITY}) {
      double expected = asked.stream()
          .mapToDouble(each -> each.distance(each.answers(Solver.SEARCH, eta)))
          .average()
          .orElseThrow();
      assertThat(distance.at(eta)).isCloseTo(expected, within(1e-12));
    }
    assertThat(distance.at(3)).isNotEqualTo(distance.at(0.7));
  }

  @Test
  void whatIsNoNumberHasNoDistance() {
    Random random = new Random(5);
    double[] unknown = new double[ANSWERS];
    Arrays.fill(unknown, Double.NaN);
    AskedVotes known = asked(votes(3, 1, random), said(random));

    assertThat(new SearchDistance(List.of(known, asked(votes(3, 1, random), unknown))).at(1))
        .isNaN();
    assertThat(new SearchDistance(List.of()).at(1)).isNaN();
  }

  private static AskedVotes asked(Votes votes, double[] said) {
    return new AskedVotes(1, 0, said, votes, votes, new double[0], said);
  }

  /** Each answer is given by one task at least. */
  private static Votes votes(int most, int tasks, Random random) {
    int[][] counts = new int[ANSWERS][most + 1];
    for (int[] ofAnswer : counts) {
      int there = 1 + random.nextInt(tasks);
      for (int task = 0; task < there; task++) {
        ofAnswer[random.nextInt(most + 1)]++;
      }
    }
    return new Votes(counts);
  }

  private static double[] said(Random random) {
    double[] said = random.doubles(ANSWERS).toArray();
    double sum = Arrays.stream(said).sum();
    return Arrays.stream(said).map(each -> each / sum).toArray();
  }
}
