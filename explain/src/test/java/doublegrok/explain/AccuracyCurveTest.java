package doublegrok.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Score;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of completions: where curves of known form pass one half, and how sure that is. */
final class AccuracyCurveTest {
  private static final int QUERIES = 1000;

  private final AccuracyCurve curve = new AccuracyCurve();

  @ParameterizedTest
  @CsvSource({"0, 1000, 150", "400, 600, 150", "100, 600, 180", "499, 999, 100.2", "400, 500, 200"})
  void betweenCheckpointsTheCurveIsStraight(long below, long above, double step) {
    curve.add(100, 0, score(below));
    curve.add(200, 0, score(above));
    curve.add(300, 0, score(1000));

    Completion completion = curve.completion().orElseThrow();
    assertThat(completion.step()).isCloseTo(step, within(1e-9));
  }

  /** Of 1,000 queries, 490 and 510 may be chance: 460 and 540 are not. */
  @Test
  void theIntervalReachesToCheckpointsThatAreBeyondDoubt() {
    add(10, 100, 460, 490, 480, 495, 520, 510, 540, 900);

    assertThat(curve.completion()).contains(new Completion(52, 20, 80));
  }

  @Test
  void withoutACheckpointBeyondDoubtBelowTheIntervalBeginsWithTheFirst() {
    add(10, 480, 490, 900);

    assertThat(curve.completion().orElseThrow().after()).isEqualTo(10);
  }

  @Test
  void oneThatMayBeChanceIsNone() {
    add(10, 100, 510, 520);
    assertThat(curve.completion()).isEmpty();

    add(40, 600);
    assertThat(curve.completion().orElseThrow().by()).isEqualTo(40);
  }

  @Test
  void whatFallsBelowAgainIsNotCompletedUntilItPassesAgain() {
    add(10, 100, 900, 499);
    assertThat(curve.completion()).isEmpty();

    add(40, 900, 900);
    assertThat(curve.completion().orElseThrow().step()).isBetween(30.0, 30.1);
  }

  @Test
  void whatWasCompletedBeforeASwapStaysAndWhatWasNotIsAfterIt() {
    AccuracyCurve late = new AccuracyCurve();
    for (AccuracyCurve each : List.of(curve, late)) {
      each.add(10, 0, score(100));
      each.add(20, 0, score(each == curve ? 900 : 300));
      each.add(30, 1, score(100));
      each.add(40, 1, score(900));
    }

    assertThat(curve.completion()).contains(new Completion(15, 10, 20));
    assertThat(late.completion()).contains(new Completion(35, 30, 40));
  }

  @Test
  void aCurveThatBeginsAboveHasNoCompletion() {
    add(10, 900, 950);

    assertThat(curve.completion()).isEmpty();
    assertThat(new AccuracyCurve().completion()).isEmpty();
  }

  @Test
  void aTwinReplacesItsTwinAndWhatHasNoAnswersIsNoPoint() {
    add(10, 100, 900);
    add(20, 400);
    assertThat(curve.completion()).isEmpty();

    add(20, 900);
    curve.add(10, 0, Score.ofErrors(QUERIES, 5, 5));
    curve.add(5, 0, Score.none());
    assertThat(curve.completion()).isEmpty();
    assertThat(curve.size()).isEqualTo(1);
  }

  /** True accuracy rises as a logistic curve, sharp or over many checkpoints, and to any level. */
  @ParameterizedTest
  @CsvSource({"0.2, 0.99", "1, 0.99", "3, 0.99", "10, 0.99", "0.2, 0.7", "3, 0.7", "10, 0.7"})
  void theIntervalHoldsTheTruthAtItsRate(double width, double top) {
    Random random = new Random(20261126);
    double low = 0.03;
    int held = 0;
    int runs = 400;
    for (int run = 0; run < runs; run++) {
      AccuracyCurve seen = new AccuracyCurve();
      double middle = 60 + random.nextDouble();
      for (int checkpoint = 0; checkpoint < 130; checkpoint++) {
        double p = low + (top - low) / (1 + Math.exp((middle - checkpoint) / width));
        seen.add(checkpoint, 0, Score.ofAnswers(drawn(random, p, 256), 256, 0));
      }
      double truth = middle + width * Math.log((0.5 - low) / (top - 0.5));
      held += seen.completion().filter(each -> holds(each, truth)).isPresent() ? 1 : 0;
    }

    double threeErrors = 3 * Math.sqrt(0.05 * 0.95 / runs);
    assertThat(held / (double) runs).isGreaterThan(0.95 - threeErrors);
  }

  /** Whatever comes within {@link AccuracyCurve#LATE_MAX} checkpoints of its place. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatIsLeftOutChangesNothing(long seed) {
    Random random = new Random(seed);
    int count = 2000;
    List<Score> scores = new ArrayList<>();
    double level = 0.2;
    for (int step = 0; step < count; step++) {
      double flip = random.nextInt(300) == 0 ? 1 : 0;
      level = flip == 1 ? random.nextDouble() : level;
      scores.add(score(drawn(random, level, QUERIES)));
    }
    List<Integer> order = new ArrayList<>();
    for (int first = 0; first < count; first += AccuracyCurve.LATE_MAX / 2) {
      List<Integer> late = new ArrayList<>();
      for (int i = first; i < Math.min(count, first + AccuracyCurve.LATE_MAX / 2); i++) {
        late.add(i);
      }
      Collections.shuffle(late, random);
      order.addAll(late);
    }

    for (int heard = 0; heard < count; heard++) {
      int step = order.get(heard);
      curve.add(step, step / 700, scores.get(step));
      if (heard % 97 == 0 || heard == count - 1) {
        assertThat(curve.completion()).isEqualTo(whole(order.subList(0, heard + 1), scores));
      }
    }
    assertThat(curve.size()).isLessThan(count / 2);
  }

  /** By the definition, from all checkpoints. */
  private static Optional<Completion> whole(List<Integer> heard, List<Score> scores) {
    List<Integer> steps = heard.stream().sorted().toList();
    for (int i = 1; i < steps.size(); i++) {
      int lower = steps.get(i - 1);
      int upper = steps.get(i);
      double below = scores.get(lower).accuracy();
      double above = scores.get(upper).accuracy();
      if (below >= 0.5 || above < 0.5) {
        continue;
      }
      List<Integer> same = steps.subList(i, steps.size()).stream()
          .filter(step -> step / 700 == upper / 700)
          .toList();
      Optional<Integer> by =
          same.stream().filter(step -> scores.get(step).low() > 0.5).findFirst();
      boolean stays = same.stream().allMatch(step -> scores.get(step).accuracy() >= 0.5);
      if (stays && by.isPresent()) {
        int after = steps.subList(0, i).stream()
            .filter(step -> scores.get(step).high() < 0.5)
            .reduce((one, other) -> other)
            .orElse(steps.get(0));
        double part = (0.5 - below) / (above - below);
        return Optional.of(new Completion(lower + part * (upper - lower), after, by.get()));
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Completion completion, double truth) {
    return completion.after() <= truth && truth <= completion.by();
  }

  /** Every tenth step from this one on. */
  private void add(long first, long... correct) {
    for (int i = 0; i < correct.length; i++) {
      curve.add(first + 10L * i, 0, score(correct[i]));
    }
  }

  private static Score score(long correct) {
    return Score.ofAnswers(correct, QUERIES, 0);
  }

  private static long drawn(Random random, double p, int queries) {
    return random.doubles(queries).filter(each -> each < p).count();
  }
}
