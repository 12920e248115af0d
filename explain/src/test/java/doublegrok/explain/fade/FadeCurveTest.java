package doublegrok.explain.fade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Score;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FadeCurveTest {
  private static final int TOTAL = 512;

  @Test
  void tellsPeakFallHalfLifeAndWhatTookTheShare() {
    FadeCurve curve = new FadeCurve();
    curve.add(at(0, 20, Map.of("copy", 0.1, "exact", 0.0)));
    curve.add(at(100, 400, Map.of("copy", 0.1, "exact", 0.8)));
    curve.add(at(200, 480, Map.of("copy", 0.0, "exact", 0.95, "table", 0.05)));
    curve.add(at(300, 450, Map.of()));
    curve.add(at(400, 270, Map.of()));
    curve.add(at(500, 300, Map.of()));
    curve.add(at(600, 100, Map.of("copy", 0.1, "exact", 0.2, "table", 0.7)));

    Fade fade = curve.fade().orElseThrow();

    assertThat(fade.peak().step()).isEqualTo(200);
    assertThat(fade.lost()).isCloseTo(380.0 / TOTAL, within(1e-12));
    assertThat(fade.low()).isPositive().isLessThan(fade.lost());
    assertThat(fade.high()).isGreaterThan(fade.lost());
    assertThat(fade.fallen()).isTrue();
    assertThat(fade.halfLife()).hasValue(200); // 290 are the half, 270 are below
    assertThat(fade.taker().orElseThrow().references()).isEqualTo("table");
    assertThat(fade.taker().orElseThrow().gained()).isCloseTo(0.65, within(1e-12));
  }

  @Test
  void whatDoesNotFallHasNoHalfLifeAndNoTaker() {
    FadeCurve curve = new FadeCurve();
    curve.add(at(100, 400, Map.of("exact", 0.8)));
    curve.add(at(200, 399, Map.of("exact", 0.7, "copy", 0.1)));

    Fade fade = curve.fade().orElseThrow();

    assertThat(fade.peak().step()).isEqualTo(100);
    assertThat(fade.fallen()).isFalse();
    assertThat(fade.halfLife()).isEmpty();
    assertThat(fade.taker()).isEmpty();
  }

  /** A model that says always the same may be right on a third of a few tasks' questions. */
  @Test
  void whatIsHitBeforeAnyTrainingIsNoSkill() {
    FadeCurve curve = new FadeCurve();
    curve.add(at(0, 170, Map.of()));

    assertThat(curve.fade()).isEmpty();

    curve.add(at(100, 172, Map.of()));
    curve.add(at(200, 2, Map.of()));

    assertThat(curve.fade().orElseThrow().low()).isPositive();
    assertThat(curve.fade().orElseThrow().fallen()).isFalse();
    curve.add(at(150, 400, Map.of()));
    assertThat(curve.fade().orElseThrow().fallen()).isTrue();
  }

  @Test
  void referencesThatCanNoLongerBeToldApartHaveGrownTogether() {
    FadeCurve curve = new FadeCurve();
    curve.add(at(100, 400, Map.of("exact", 0.6, "table", 0.2, "uniform", 0.2)));
    curve.add(at(200, 100, Map.of("exact", 0.3, "table|uniform", 0.7)));

    Fade.Taker taker = curve.fade().orElseThrow().taker().orElseThrow();

    assertThat(taker.references()).isEqualTo("table|uniform");
    assertThat(taker.gained()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void ofEqualOnesTheSurestThenTheNewestIsThePeak() {
    FadeCurve curve = new FadeCurve();
    curve.add(new Moment(10, 0, Score.ofAnswers(9, 10, 3), Map.of()));
    curve.add(new Moment(20, 0, Score.ofAnswers(9, 10, 2), Map.of()));
    curve.add(new Moment(30, 0, Score.ofAnswers(9, 10, 2), Map.of()));
    curve.add(new Moment(40, 0, Score.ofAnswers(9, 10, 4), Map.of()));

    assertThat(curve.fade().orElseThrow().peak().step()).isEqualTo(30);
  }

  @Test
  void realAnswersAndNoneHaveNoFade() {
    FadeCurve curve = new FadeCurve();
    curve.add(new Moment(10, 0, Score.ofErrors(10, 3, 2), Map.of()));
    curve.add(new Moment(20, 0, Score.none(), Map.of()));

    assertThat(curve.fade()).isEmpty();
  }

  /** The highest of a hundred that are all alike is luck, and no peak to fall from. */
  @Test
  void oneOfTwentyCurvesThatOnlyWaverFallsAtMost() {
    Random random = new Random(13);
    int fallen = 0;
    for (int run = 0; run < 400; run++) {
      FadeCurve curve = new FadeCurve();
      for (int step = 1; step <= 100; step++) {
        curve.add(at(step, drawn(0.6, random), Map.of()));
      }
      fallen += curve.fade().orElseThrow().fallen() ? 1 : 0;
    }

    assertThat(fallen).isLessThanOrEqualTo(20);
  }

  @Test
  void coversAPlantedFall() {
    Random random = new Random(17);
    int covered = 0;
    for (int run = 0; run < 400; run++) {
      FadeCurve curve = new FadeCurve();
      for (int step = 1; step <= 40; step++) {
        curve.add(at(step, drawn(0.8 - 0.01 * Math.max(0, step - 20), random), Map.of()));
      }
      Fade fade = curve.fade().orElseThrow();
      covered += fade.low() <= 0.2 && 0.2 <= fade.high() && fade.fallen() ? 1 : 0;
    }

    assertThat(covered).isGreaterThanOrEqualTo(380);
  }

  @Test
  void theOrderOfArrivalAndRepetitionsChangeNothing() {
    Random random = new Random(19);
    List<Moment> moments = new ArrayList<>();
    for (int step = 1; step <= 300; step++) {
      moments.add(at(step, drawn(0.9 - 0.002 * step, random), Map.of("exact", 1.0 / step)));
    }
    FadeCurve ordered = new FadeCurve();
    moments.forEach(ordered::add);
    FadeCurve late = new FadeCurve();
    for (int from = 0; from < 300; from += 15) {
      List<Moment> part = new ArrayList<>(moments.subList(from, from + 15));
      Collections.shuffle(part, random);
      part.forEach(late::add);
      part.forEach(late::add);
    }

    assertThat(late.fade()).isEqualTo(ordered.fade());
  }

  @Test
  void quantilesAreThoseOfTheTables() {
    assertThat(Fade.upperQuantile(0.025)).isCloseTo(1.95996, within(5e-4));
    assertThat(Fade.upperQuantile(0.00025)).isCloseTo(3.48076, within(5e-4));
  }

  private static int drawn(double rate, Random random) {
    int correct = 0;
    for (int query = 0; query < TOTAL; query++) {
      correct += random.nextDouble() < rate ? 1 : 0;
    }
    return correct;
  }

  private static Moment at(long step, int correct, Map<String, Double> shares) {
    return new Moment(step, 0, Score.ofAnswers(correct, TOTAL, 1.0 + step % 7), shares);
  }
}
