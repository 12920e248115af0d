package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.Transition;
import doublegrok.task.Transition.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts, sound ones and each faulty in its way. */
final class AlertSpecTest {
  private static final String ALL = "alerts=[{on: stall, action: pause, seconds: 30},"
      + " {on: transition, action: checkpoint},"
      + " {on: diverged, action: stop}, {on: diverged, action: pause, loss_above: 2.5},"
      + " {on: missing, action: stop, transition: ood-generalisation, by_step: 4000},"
      + " {on: ood-loss, action: fork, set: {optimizer.learning_rate: 1.0e-4,"
      + " distribution: {tasks: 4}}}]";

  @Test
  void readsEveryKey() {
    AlertSpec.Limits usual = AlertSpec.Limits.usual();

    List<AlertSpec> alerts = SpecTexts.parse(ALL).alerts();

    assertThat(alerts)
        .containsExactly(
            new AlertSpec(AlertTrigger.STALL, AlertAction.PAUSE, stall(30), Map.of()),
            new AlertSpec(AlertTrigger.TRANSITION, AlertAction.CHECKPOINT, usual, Map.of()),
            new AlertSpec(AlertTrigger.DIVERGED, AlertAction.STOP, usual, Map.of()),
            new AlertSpec(
                AlertTrigger.DIVERGED,
                AlertAction.PAUSE,
                new AlertSpec.Limits(120, 2.5, usual.transition(), 1),
                Map.of()),
            new AlertSpec(
                AlertTrigger.MISSING,
                AlertAction.STOP,
                new AlertSpec.Limits(
                    120, 10, Transition.of(Tasks.NEVER, Change.GENERALISATION), 4000),
                Map.of()),
            new AlertSpec(
                AlertTrigger.of(Transition.of(Tasks.NEVER, Change.LOSS)),
                AlertAction.FORK,
                usual,
                Map.of("optimizer.learning_rate", "1.0e-4", "distribution.tasks", "4")));
    assertThat(alerts.get(5).overrides())
        .containsExactly("distribution.tasks=4", "optimizer.learning_rate=1.0e-4");
  }

  @Test
  void theCanonicalTextGivesThemBack() {
    RunSpec spec = SpecTexts.parse(ALL);

    assertThat(RunSpecs.builtIn().parse(RunSpecs.canonical(spec), "canonical", List.of()))
        .isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      5                                         | alerts must be a list of maps with the keys on
      [5]                                       | alerts[0] must be a map with the keys on and
      [{action: pause}]                         | alerts[0].on is missing
      [{on: nan}]                               | alerts[0].action is missing
      [{on: ood-los, action: pause}]            | alerts[0].on must be transition or id-memorisa
      [{on: nan, action: delete}]               | alerts[0].action must be checkpoint or pause
      [{on: nan, action: pause, seconds: 5}]    | alerts[0].seconds is for on: stall only
      [{on: nan, action: stop, loss_above: 5}]  | alerts[0].loss_above is for on: diverged only
      [{on: diverged, action: stop, loss_above: 0}] | alerts[0].loss_above must be a finite
      [{on: missing, action: stop, transition: id-memorisation}] | alerts[0].by_step is missing
      [{on: missing, action: stop, by_step: 9}] | alerts[0].transition is missing
      [{on: missing, action: stop, by_step: 9, transition: id-loss}] | alerts[0].transition must be
      [{on: stall, action: pause, seconds: 0}]  | alerts[0].seconds must be a whole number 1..
      [{on: nan, action: pause, set: {seed: 1}}] | alerts[0].set is for action: fork or explain
      [{on: nan, action: explain, set: {a: 1, b: 1, c: 1, d: 1}}] | alerts[0].set must have at most
      [{on: nan, action: fork, set: 5}]         | alerts[0].set must be a map, for example
      [{on: nan, action: fork, set: {seed: 1}}] | alerts[0].set.seed cannot be changed by a fork
      [{on: nan, action: fork, set: {swaps: []}}] | alerts[0].set.swaps must be a value, was a list
      [{on: nan, action: fork, set: {training.step: 9}}] | alerts[0].set: unknown key training.st
      [{on: nan, action: pause, to: me}]        | unknown key alerts[0].to
      """)
  void refuses(String alerts, String sentence) {
    assertThat(SpecTexts.sentences("alerts=" + alerts))
        .singleElement()
        .asString()
        .startsWith(sentence);
  }

  private static AlertSpec.Limits stall(int seconds) {
    AlertSpec.Limits usual = AlertSpec.Limits.usual();
    return new AlertSpec.Limits(seconds, usual.lossAbove(), usual.transition(), usual.byStep());
  }

  @Test
  void thereIsABoundOnAlerts() {
    String alert = "{on: nan, action: pause},";

    assertThat(SpecTexts.sentences("alerts=[" + alert.repeat(101) + "]"))
        .containsExactly("alerts must be at most 100, were 101");
  }
}
