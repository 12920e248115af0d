package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import doublegrok.control.Counterfactual;
import doublegrok.control.ForkPlan;
import doublegrok.log.EventDetails;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.RunEvent;
import doublegrok.spec.AlertSpec;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the forks that the alerts of a run's spec make, one or to explain an event. */
final class AlertForksTest extends WithView {
  private static final String FORK =
      "{on: transition, action: fork, set: {distribution.tasks: 6, optimizer.learning_rate: 1e-4}}";

  @Test
  void aForkIsWhatForkPlanMakesWithoutForksOfItsOwn() {
    view.startWith("a", "{on: nan, action: pause}, " + FORK);
    RunSpec then = ViewDriver.alerting("{on: nan, action: pause}, " + FORK);
    view.checkpoint("a", 100, false, RunSpecs.canonical(then));

    view.event(ToldEvents.transition("a", 100, "OOD-generalisation"));

    AlertSpec pause = then.alerts().get(0);
    RunSpec child = ForkPlan.child(
        then.withAlerts(List.of(pause)), 100, then.alerts().get(1).overrides());
    assertThat(child.alerts()).containsExactly(pause);
    assertThat(child.swapAt(100)).isPresent();
    ForkRun fork = new ForkRun("a", 100L, RunSpecs.canonical(child));
    assertThat(view.commands())
        .containsExactly(entry(
            "a-transition/000000/alert-transition-0",
            new ControlCommand("a-transition", 0, "alert-transition-0", Instant.EPOCH, fork)));
    assertThat(view.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getRun()).isEqualTo("a"))
        .satisfies(event -> assertThat(event.getMessage())
            .contains("'a-transition'", "step 100", "doublegrok trainer --run a-transition"))
        .satisfies(event -> assertThat(event.getDetails()).doesNotContainKey(EventDetails.KEEP));
    assertThat(view.reader().summary("a-transition")).isPresent();
  }

  @Test
  void anAlertForksOnceAndAnotherOnTheSameOccasionHasAnotherName() {
    view.startWith("a", FORK + ", {on: transition, action: fork}, {on: ood-loss, action: fork}");
    view.checkpoint("a", 100);

    view.event(ToldEvents.transition("a", 100, "OOD-generalisation"));
    view.event(ToldEvents.transition("a", 100, "OOD-generalisation"));
    view.event(ToldEvents.transition("a", 200, "ID-loss"));
    assertThat(view.commands().values())
        .extracting(ControlCommand::getRun)
        .containsExactly("a-transition", "a-transition-2");

    view.event(ToldEvents.transition("a", 200, "OOD-loss"));
    assertThat(view.commands().values())
        .extracting(ControlCommand::getRun)
        .containsExactly("a-ood-loss");
    assertThat(view.events()).hasSize(3);
    assertThat(view.watch("a").getForked())
        .containsExactly("transition", "transition-2", "ood-loss");
  }

  /** From the checkpoint before the one at which the transition shows, with names of its own. */
  @Test
  void anExplanationIsATwinAndAForkForEachChangeOnceForEachOccasion() {
    String explain = "{on: ood-loss, action: explain, set: {optimizer.weight_decay: 0.25}}";
    RunSpec then = ViewDriver.alerting(explain);
    view.startWith("a", explain);
    view.checkpoint("a", 50, false, RunSpecs.canonical(then));
    view.checkpoint("a", 100, false, RunSpecs.canonical(then));

    view.event(ToldEvents.transition("a", 100, "OOD-loss"));
    view.event(ToldEvents.transition("a", 100, "OOD-loss"));

    List<Counterfactual> wanted = Counterfactual.of(
        "a", then, 50, List.of(List.of("optimizer.weight_decay=0.25")), "a-explain-50");
    assertThat(wanted).hasSize(2);
    assertThat(view.commands().values())
        .containsExactlyElementsOf(wanted.stream()
            .map(fork -> new ControlCommand(
                fork.name(),
                0,
                "alert-ood-loss-0",
                Instant.EPOCH,
                new ForkRun("a", 50L, RunSpecs.canonical(fork.spec()))))
            .toList());
    assertThat(view.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getMessage())
            .isEqualTo(
                "alert on ood-loss: 2 forks are made from step 50; 'doublegrok explain a --at"
                    + " ood-loss --with optimizer.weight_decay=0.25' trains and compares them"));
  }

  @Test
  void withoutAChangeTheUsualOnesAreExplained() {
    view.startWith("a", "{on: nan, action: explain}");
    view.checkpoint("a", 50);

    view.event(ToldEvents.failure("a", 50));

    assertThat(view.commands().values())
        .extracting(ControlCommand::getRun)
        .startsWith("a-explain-50-twin", "a-explain-50-1");
    assertThat(view.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getMessage()).contains("explain a --at 50' trains"));
  }

  @Test
  void whatCannotBeExplainedIsToldWithTheReason() {
    view.startWith("a", "{on: transition, action: explain}");
    view.checkpoint("a", 100);
    view.startWith("b", "{on: nan, action: explain, set: {optimizer.weight_decay: 0.3}}");
    view.checkpoint("b", 100);

    view.event(ToldEvents.transition("a", 100, "OOD-loss"));
    view.event(ToldEvents.failure("b", 100));

    assertThat(view.commands()).isEmpty();
    assertThat(view.events())
        .extracting(RunEvent::getMessage)
        .satisfiesExactly(
            sentence -> assertThat(sentence).contains("there is no checkpoint before it to fork"),
            sentence -> assertThat(sentence)
                .contains("run 'b' cannot be explained: optimizer.weight_decay=0.3 changes"));
  }

  @Test
  void aForkThatCannotBeIsToldWithTheReason() {
    String longName = "a".repeat(60);
    view.startWith("a", "{on: transition, action: fork, set: {training.steps: 50}}");
    view.startWith(longName, "{on: nan, action: fork}");
    view.startWith("b", "{on: nan, action: fork}");
    view.checkpoint("a", 100);
    view.checkpoint(longName, 100);
    view.checkpoint("b", 100, false, "seed: [1");

    view.event(ToldEvents.transition("a", 100, "ID-loss"));
    view.event(ToldEvents.failure(longName, 100));
    view.event(ToldEvents.failure("b", 100));

    assertThat(view.commands()).isEmpty();
    assertThat(view.events())
        .allSatisfy(event -> assertThat(event.getKind()).isEqualTo(EventKind.ALARM))
        .extracting(RunEvent::getMessage)
        .satisfiesExactly(
            sentence -> assertThat(sentence)
                .contains("run 'a-transition' cannot be forked: training.steps must be beyond"),
            sentence -> assertThat(sentence).contains("name must be 1 to 63", longName + "-nan"),
            sentence -> assertThat(sentence).contains("run 'b-nan' cannot be forked: "));
  }
}
