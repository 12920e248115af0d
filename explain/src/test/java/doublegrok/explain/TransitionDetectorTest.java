package doublegrok.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TransitionDetectorTest {
  private static final int QUERIES = 1024;
  private static final double BACKGROUND = 0.035;

  private SkillState state = SkillState.unlearned();
  private final List<Alarm> alarms = new ArrayList<>();

  private void hear(long step, long correct, long total) {
    Observation observation = new Observation(step, Score.ofAnswers(correct, total, 0), BACKGROUND);
    TransitionDetector.Heard heard = TransitionDetector.heard(state, observation);
    state = heard.state();
    heard.alarm().ifPresent(alarms::add);
  }

  @Test
  void aSkillIsGainedLostAndRegained() {
    hear(0, 30, QUERIES);
    hear(100, 36, QUERIES);
    hear(200, 900, QUERIES);
    hear(300, 1000, QUERIES);
    hear(400, 500, QUERIES);
    hear(500, 40, QUERIES);
    hear(600, 990, QUERIES);

    assertThat(alarms)
        .extracting(Alarm::kind, Alarm::after, Alarm::step)
        .containsExactly(
            tuple(Alarm.Kind.GAINED, 100, 200),
            tuple(Alarm.Kind.LOST, 300, 400),
            tuple(Alarm.Kind.REGAINED, 500, 600));
    assertThat(state.learned()).isTrue();
    // Roots of |p - 1000 / 1024| = 3.719 sqrt(p (1 - p) / 1024), solved apart from the program.
    assertThat(state.best()).isCloseTo(0.951627, within(1e-6));
  }

  /** 67 of 1024 are slightly more than the 6.2 % from which on an evaluation is evidence. */
  @Test
  void anAlarmCarriesItsIntervalAndTheEvidenceInIt() {
    hear(10, 30, QUERIES);
    hear(20, 67, QUERIES);
    hear(30, 0, 0);
    hear(40, 71, QUERIES);

    Alarm alarm = alarms.get(0);
    assertThat(alarms).hasSize(1);
    assertThat(alarm.kind()).isEqualTo(Alarm.Kind.GAINED);
    assertThat(alarm.after()).isEqualTo(10);
    assertThat(alarm.step()).isEqualTo(40);
    assertThat(alarm.correct()).isEqualTo(138);
    assertThat(alarm.total()).isEqualTo(2048);
    assertThat(alarm.nullRate()).isEqualTo(BACKGROUND);
    assertThat(alarm.alternativeRate()).isCloseTo(0.1, within(1e-4));
    double ratio = 138 * Math.log(alarm.alternativeRate() / 0.035)
        + (2048 - 138) * Math.log((1 - alarm.alternativeRate()) / 0.965);
    assertThat(alarm.statistic()).isCloseTo(ratio, within(1e-9)).isGreaterThan(Cusum.ALARM);
    assertThat(state.statistic()).isZero();
    assertThat(state.since()).isEqualTo(40);
    assertThat(state.total()).isZero();
  }

  @Test
  void aSkillThatIsThereFromTheFirstEvaluationOnBeganBeforeIt() {
    hear(0, 1000, QUERIES);

    assertThat(alarms).extracting(Alarm::after, Alarm::step).containsExactly(step(-1, 0));
  }

  @Test
  void aFormerSkillStartsLearnedAndIsLost() {
    state = SkillState.learned(5000, 0.9);

    hear(5100, 950, QUERIES);
    hear(5200, 700, QUERIES);

    assertThat(alarms)
        .extracting(Alarm::kind, Alarm::after, Alarm::step)
        .containsExactly(tuple(Alarm.Kind.LOST, 5100, 5200));
    assertThat(alarms.get(0).nullRate()).isCloseTo(0.81, within(0.02));
    assertThat(alarms.get(0).alternativeRate()).isCloseTo(0.63, within(0.02));
  }

  @Test
  void repeatedAndLateStepsChangeNothing() {
    hear(100, 36, QUERIES);
    hear(200, 65, QUERIES);
    SkillState before = state;

    hear(200, 1000, QUERIES);
    hear(150, 1000, QUERIES);

    assertThat(state).isEqualTo(before);
    assertThat(alarms).isEmpty();
  }

  @Test
  void anEvaluationWithoutQueriesSaysNothing() {
    hear(100, 65, QUERIES);
    SkillState before = state;

    hear(200, 0, 0);

    assertThat(before.statistic()).isGreaterThan(0);
    assertThat(state)
        .isEqualTo(new SkillState(
            200,
            before.learned(),
            before.best(),
            before.statistic(),
            before.since(),
            before.correct(),
            before.total()));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void chanceIsNoSkill(long seed) {
    Binomial correct = new Binomial(QUERIES, BACKGROUND, new Random(seed));
    for (int step = 0; step < 10_000; step++) {
      hear(step, correct.next(), QUERIES);
    }

    assertThat(alarms).hasSizeLessThanOrEqualTo(1);
  }

  /** Many evaluations of few queries: the best of 10,000 intervals must not outgrow the level. */
  @ParameterizedTest
  @CsvSource({"0.1, 1024", "0.5, 64", "0.5, 1024", "0.9, 64", "0.99, 1024"})
  void aLastingSkillIsNotReportedAsLost(double level, int queries) {
    Binomial correct = new Binomial(queries, level, new Random(9));
    for (int step = 0; step < 10_000; step++) {
      hear(step, correct.next(), queries);
    }

    assertThat(alarms).extracting(Alarm::kind).containsExactly(Alarm.Kind.GAINED);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.97})
  void aSkillThatFadesToChanceIsLostOnceAndForGood(double level) {
    Random random = new Random(4);
    Binomial there = new Binomial(QUERIES, level, random);
    Binomial gone = new Binomial(QUERIES, BACKGROUND, random);
    for (int step = 0; step < 3000; step++) {
      hear(step, step < 1000 ? there.next() : gone.next(), QUERIES);
    }

    assertThat(alarms).extracting(Alarm::kind).containsExactly(Alarm.Kind.GAINED, Alarm.Kind.LOST);
    assertThat(alarms.get(1).step()).isBetween(1000L, 1002L);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.35, 0.45", "0.09, 0.063, 0.1", "0.045, 0.035, 0.1"})
  void aReturnIsNoLessThanAGain(double best, double nullRate, double alternativeRate) {
    state = new SkillState(0, false, best, 0, 0, 0, 0);

    hear(1, 1000, QUERIES);

    assertThat(alarms).extracting(Alarm::kind).containsExactly(Alarm.Kind.REGAINED);
    assertThat(alarms.get(0).nullRate()).isCloseTo(nullRate, within(1e-4));
    assertThat(alarms.get(0).alternativeRate()).isCloseTo(alternativeRate, within(1e-4));
  }

  @Test
  void aLevelThatIsHardlyAboveTheBackgroundCannotBeLost() {
    for (long correct : new long[] {0, 20, 36, 40, 500}) {
      state = SkillState.learned(0, 0.036);
      hear(1, correct, QUERIES);
    }

    assertThat(alarms).isEmpty();
  }

  @Test
  void aLossIsNotSoughtBelowTheBackground() {
    state = SkillState.learned(0, 0.045);

    for (int step = 1; step < 1000 && alarms.isEmpty(); step++) {
      hear(step, 15, QUERIES);
    }

    assertThat(alarms.get(0).nullRate()).isCloseTo(0.0405, within(1e-9));
    assertThat(alarms.get(0).alternativeRate()).isEqualTo(BACKGROUND);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.99, 1})
  void everyBackgroundIsAllowed(double background) {
    for (int step = 0; step < 100; step++) {
      Observation observation = new Observation(
          step, Score.ofAnswers(Math.round(background * QUERIES), QUERIES, 0), background);
      TransitionDetector.Heard heard = TransitionDetector.heard(state, observation);
      assertThat(heard.alarm()).isEmpty();
      state = heard.state();
    }
  }

  @Test
  void refusesCountsAndBackgroundsThatCannotBe() {
    assertThatThrownBy(() -> new Observation(0, Score.ofAnswers(3, 2, 0), 0.1))
        .hasMessage("correct must be 0..total, was 3 of 2");
    assertThatThrownBy(() -> new Observation(0, Score.ofAnswers(1, 2, 0), Double.NaN))
        .hasMessage("background must be from 0 to 1, was NaN");
  }

  private static Tuple tuple(Alarm.Kind kind, long after, long step) {
    return Tuple.tuple(kind, after, step);
  }

  private static Tuple step(long after, long step) {
    return Tuple.tuple(after, step);
  }
}
