package doublegrok.viewer.stream.early;

import doublegrok.log.EventDetails;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.RunWatch;
import doublegrok.record.SkillWatch;
import doublegrok.spec.AlertSpec;
import doublegrok.spec.AlertTrigger;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Transition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Watch over skills that a run should have by a step: tells once of each that has never set in when
 * the first evaluation at that step or beyond is heard. Goes by what the watch over transitions has
 * heard, which hears every checkpoint in its order.
 */
public final class MissingSkillWatch {
  private static final String BY_STEP = "by_step";
  private static final String SKILL = "skill";

  private final RunAlerts alerts;
  private final Function<String, List<EvaluationSet>> sets;
  private final Clock clock;

  /**
   * A watch.
   *
   * @param sets of a run
   */
  public MissingSkillWatch(
      RunAlerts alerts, Function<String, List<EvaluationSet>> sets, Clock clock) {
    this.alerts = alerts;
    this.sets = sets;
    this.clock = clock;
  }

  /** Whether the event tells that this skill is missing by this step. */
  public static boolean isAbout(RunEvent event, AlertSpec.Limits limits) {
    Map<String, String> details = event.getDetails();
    return limits.transition().label().equals(details.get(SKILL))
        && Long.toString(limits.byStep()).equals(details.get(BY_STEP));
  }

  /** A command to this run has come. */
  public void commanded(String run) {
    alerts.commanded(run);
  }

  /** What is missing in a run by what was heard of it. */
  public List<RunEvent> look(String run) {
    List<AlertSpec> wanted = alerts.of(run);
    List<RunEvent> events = new ArrayList<>();
    for (AlertSpec alert : wanted) {
      AlertSpec.Limits limits = alert.limits();
      OptionalLong heard = missingAt(alerts.watch(run), limits.transition());
      if (heard.orElse(-1) >= limits.byStep() && alerts.isNews(run, words(limits))) {
        events.add(event(run, heard.getAsLong(), limits));
      }
    }
    return events;
  }

  /** The step up to which the skill's set is heard; empty if the skill is or was there. */
  private OptionalLong missingAt(RunWatch watch, Transition skill) {
    List<SkillWatch> states = sets.apply(watch.getRun()).stream()
        .filter(set -> Transition.gain(set).equals(skill))
        .map(EvaluationSet::label)
        .map(set -> Optional.ofNullable(watch.getSkills().get(set)))
        .flatMap(Optional::stream)
        .toList();
    boolean gained = watch.getFirstGains().containsKey(skill.label())
        || states.stream().anyMatch(SkillWatch::getLearned);
    return gained
        ? OptionalLong.empty()
        : states.stream().mapToLong(SkillWatch::getLastStep).min();
  }

  private static String words(AlertSpec.Limits limits) {
    return limits.transition().phase() + " by step " + limits.byStep();
  }

  private RunEvent event(String run, long step, AlertSpec.Limits limits) {
    return new RunEvent(
        run,
        EventKind.ALARM,
        step,
        null,
        0,
        "no %s: the checkpoint at step %d does not show it".formatted(words(limits), step),
        Map.of(
            EventDetails.CAUSE,
            AlertTrigger.MISSING.label(),
            SKILL,
            limits.transition().label(),
            BY_STEP,
            Long.toString(limits.byStep())),
        clock.instant());
  }
}
