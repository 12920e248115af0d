package doublegrok.explain.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedAccuracyTest {
  private static final int PAIRS = 1000;

  /** With no difference anywhere Tango's is Wilson's interval of none among all. */
  @Test
  void hasAnExtentWhereNothingDiffers() {
    double z2 = Student.Z * Student.Z;

    assertThat(of(50, 0, 0).effect().high()).isCloseTo(z2 / (50 + z2), within(1e-9));
    assertThat(of(50, 0, 0).effect().low()).isCloseTo(-z2 / (50 + z2), within(1e-9));
  }

  /** The likelihood is maximised by trying, the score is taken from its definition. */
  @ParameterizedTest
  @CsvSource({"50, 12, 3", "50, 0, 1", "200, 40, 41", "30, 9, 0"})
  void endsWhereTheScoreTestBeginsToRefuse(int n, int gained, int lost) {
    Effect effect = of(n, gained, lost).effect();

    assertThat(score(n, gained, lost, effect.high())).isCloseTo(-Student.Z, within(1e-3));
    assertThat(score(n, gained, lost, effect.low())).isCloseTo(Student.Z, within(1e-3));
  }

  /**
   * Both rates of a sequence differ from those of others, and the effect does too: answers of one
   * sequence go together, by more or by less.
   */
  @ParameterizedTest
  @CsvSource({
    "200, 8, 0.0, 0.25",
    "200, 8, -0.15, 0.25",
    "200, 8, 0.1, 0.02",
    "60, 4, 0.2, 0.15",
    "300, 1, -0.05, 0",
    "40, 1, 0.3, 0",
  })
  void coversTheEffectInNineteenOfTwentyPairs(
      int sequences, int answers, double effect, double spread) {
    Random random = new Random(19);
    int covered = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      Planted planted = Planted.of(sequences, answers, effect, spread, random);
      Effect found = PairedAccuracy.of(planted.twin(), planted.changed()).effect();
      covered += found.low() <= effect && effect <= found.high() ? 1 : 0;
    }

    assertThat((double) covered / PAIRS).isBetween(0.92, 0.98);
  }

  /** As if all answers were one another's: what is lost, is lost in whole sequences. */
  @Test
  void coversAnEffectThatComesInWholeSequences() {
    Random random = new Random(3);
    int covered = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      boolean[] twin = new boolean[200 * 16];
      boolean[] changed = new boolean[twin.length];
      for (int sequence = 0; sequence < 200; sequence++) {
        boolean lost = random.nextDouble() < 0.05;
        for (int answer = 0; answer < 16; answer++) {
          twin[sequence * 16 + answer] = true;
          changed[sequence * 16 + answer] = !lost;
        }
      }
      Effect found = PairedAccuracy.of(answers(16, twin), answers(16, changed)).effect();
      covered += found.low() <= -0.05 && -0.05 <= found.high() ? 1 : 0;
    }

    assertThat((double) covered / PAIRS).isBetween(0.92, 0.98);
  }

  @Test
  void findsAPlantedEffect() {
    Planted planted = Planted.of(200, 8, -0.1, 0.1, new Random(1));

    PairedAccuracy found = PairedAccuracy.of(planted.twin(), planted.changed());

    assertThat(found.effect().isClear()).isTrue();
    assertThat(found.effect().value()).isCloseTo(-0.1, within(0.03));
    assertThat(found.changed() - found.twin()).isCloseTo(found.effect().value(), within(1e-12));
    assertThat(found.lost()).isGreaterThan(found.gained());
  }

  @Test
  void isNarrowerThanOfDifferentQuestions() {
    Planted planted = Planted.of(400, 1, 0.05, 0, new Random(5));

    PairedAccuracy found = PairedAccuracy.of(planted.twin(), planted.changed());

    double unpaired = 1.96
        * Math.sqrt(found.twin() * (1 - found.twin()) / 400
            + found.changed() * (1 - found.changed()) / 400);
    assertThat(found.effect().high() - found.effect().low()).isLessThan(unpaired);
  }

  @Test
  void swappedModelsHaveTheOppositeEffect() {
    Planted planted = Planted.of(50, 4, 0.1, 0.2, new Random(7));

    Effect one = PairedAccuracy.of(planted.twin(), planted.changed()).effect();
    Effect other = PairedAccuracy.of(planted.changed(), planted.twin()).effect();

    assertThat(other.value()).isEqualTo(-one.value());
    assertThat(other.low()).isCloseTo(-one.high(), within(1e-12));
  }

  @Test
  void modelsThatWereAskedOtherQuestionsAreRefused() {
    Answers three = answers(1, new boolean[3]);
    Answers four = answers(1, new boolean[4]);

    assertThatThrownBy(() -> PairedAccuracy.of(three, four))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both must be asked the same questions, were asked 3 and 4");
  }

  private static double score(int n, int gained, int lost, double difference) {
    double best = Double.NEGATIVE_INFINITY;
    double at = 0;
    for (int step = 0; step <= 1_000_000; step++) {
      double onlyTwin = Math.max(0, -difference) + step * 1e-6;
      double both = 1 - 2 * onlyTwin - difference;
      double likelihood = term(gained, onlyTwin + difference)
          + term(lost, onlyTwin)
          + term(n - gained - lost, both);
      if (both >= 0 && likelihood > best) {
        best = likelihood;
        at = onlyTwin;
      }
    }
    double variance = n * (2 * at + difference - difference * difference);
    return (gained - lost - n * difference) / Math.sqrt(variance);
  }

  private static double term(int count, double probability) {
    return count == 0 ? 0 : count * Math.log(probability);
  }

  private static PairedAccuracy of(int questions, int gained, int lost) {
    boolean[] twin = new boolean[questions];
    boolean[] changed = new boolean[questions];
    for (int at = 0; at < gained; at++) {
      changed[at] = true;
    }
    for (int at = gained; at < gained + lost; at++) {
      twin[at] = true;
    }
    return PairedAccuracy.of(answers(1, twin), answers(1, changed));
  }

  static Answers answers(int perSequence, boolean[] right) {
    return new Answers(perSequence, right, new double[right.length]);
  }
}
