package doublegrok.explain.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.explain.Attribution;
import doublegrok.explain.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EffectTest {
  @Test
  void coversADifferenceOfLossesInNineteenOfTwentyPairs() {
    Random random = new Random(11);
    int covered = 0;
    for (int pair = 0; pair < 1000; pair++) {
      Planted planted = Planted.of(30, 8, 0.1, 0.3, random);
      Effect found = SetEffect.of(planted.twin(), planted.changed()).loss();
      covered += found.low() <= -0.1 && -0.1 <= found.high() ? 1 : 0;
    }

    assertThat(covered / 1000.0).isBetween(0.92, 0.98);
  }

  /** A ratio of means, which is no mean: as a share of the spectrum is none. */
  @Test
  void coversADifferenceOfFittedSharesInNineteenOfTwentyPairs() {
    Random random = new Random(23);
    int covered = 0;
    for (int pair = 0; pair < 1000; pair++) {
      double[][] sums = new double[2][20];
      for (int group = 0; group < 20; group++) {
        for (int sequence = 0; sequence < 10; sequence++) {
          double common = random.nextGaussian();
          sums[0][group] += 2 + common;
          sums[1][group] += 3 + common + 0.5 * random.nextGaussian();
        }
      }
      List<ShareEffect> found = ShareEffect.of(shares(sums[0]), shares(sums[1]));
      Effect effect = found.get(0).effect();
      double truth = 3.0 / 13 - 2.0 / 12;
      covered += effect.low() <= truth && truth <= effect.high() ? 1 : 0;
    }

    assertThat(covered / 1000.0).isBetween(0.92, 0.98);
  }

  @Test
  void oneModelHasNoEffectOnItself() {
    Answers same = Planted.of(50, 4, 0.1, 0.1, new Random(2)).twin();

    SetEffect found = SetEffect.of(same, same);

    assertThat(found.lastShot().orElseThrow().effect().value()).isZero();
    assertThat(found.allShots().orElseThrow().gained()).isZero();
    assertThat(found.allShots().orElseThrow().lost()).isZero();
    assertThat(found.loss()).isEqualTo(new Effect(0, 0, 0));
  }

  @Test
  void realAnswersHaveALossAlone() {
    Answers twin = new Answers(2, new boolean[0], new double[] {1, 2, 3, 4});
    Answers changed = new Answers(2, new boolean[0], new double[] {2, 3, 5, 6});

    SetEffect found = SetEffect.of(twin, changed);

    assertThat(found.lastShot()).isEmpty();
    assertThat(found.twinLoss()).isEqualTo(2.5);
    assertThat(found.loss().value()).isEqualTo(1.5);
    assertThat(found.loss().high()).isGreaterThan(1.5);
  }

  @Test
  void aSpectrumThatIsNotKnownHasNoEffects() {
    Attribution known = new Attribution(List.of(new Share("a", 1)), 0);
    Attribution unknown = new Attribution(List.of(new Share("a", Double.NaN)), Double.NaN);

    assertThat(ShareEffect.of(List.of(known, known), List.of(known, unknown))).isEmpty();
    assertThat(ShareEffect.of(List.of(), List.of())).isEmpty();
  }

  @Test
  void studentsQuantilesAreThoseOfTheTables() {
    assertThat(Student.quantile(5)).isCloseTo(2.5706, within(3e-3));
    assertThat(Student.quantile(19)).isCloseTo(2.0930, within(1e-3));
    assertThat(Student.quantile(100_000)).isCloseTo(Student.Z, within(1e-4));
  }

  /** A share x / (x + 10) of all groups, then without each. */
  private static List<Attribution> shares(double[] sums) {
    List<Attribution> parts = new ArrayList<>();
    for (int without = -1; without < sums.length; without++) {
      double sum = 0;
      for (int group = 0; group < sums.length; group++) {
        sum += group == without ? 0 : sums[group] / 10;
      }
      double mean = sum / (without < 0 ? sums.length : sums.length - 1);
      double share = mean / (mean + 10);
      parts.add(new Attribution(List.of(new Share("a", share), new Share("b", 1 - share)), 0));
    }
    return parts;
  }
}
