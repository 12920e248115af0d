package doublegrok.viewer.stream;

import doublegrok.control.RunOrigin;
import doublegrok.explain.Alarm;
import doublegrok.explain.DoubleGrokking;
import doublegrok.explain.Observation;
import doublegrok.explain.SkillState;
import doublegrok.explain.TransitionDetector;
import doublegrok.log.EvaluationScores;
import doublegrok.log.EventDetails;
import doublegrok.log.RecordKeys;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RunEvent;
import doublegrok.record.RunWatch;
import doublegrok.record.SetEvaluation;
import doublegrok.record.SkillWatch;
import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.Score;
import doublegrok.task.Transition;
import doublegrok.viewer.stream.phase.PhaseWatch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hears every evaluation once, in the order of steps, and tells the transitions of its run. An
 * evaluation waits for those of the checkpoints before it, which another evaluator may still be at,
 * and for the levels of its distribution version, which say what would be no news.
 */
final class TransitionWatch {
  private static final int NOT_EVALUATED_MAX = 1000;
  private static final int GIVEN_UP_BEHIND = 64;

  private final ViewStores stores;
  private final WatchStore watches;
  private final RunFamilies families;
  private final UnskilledAccuracy unskilled;
  private final PhaseWatch phases;
  private final Clock clock;

  TransitionWatch(ViewStores stores, WatchStore watches, Clock clock) {
    this.stores = stores;
    this.watches = watches;
    this.families = new RunFamilies(stores);
    this.unskilled = new UnskilledAccuracy(stores);
    this.phases = new PhaseWatch(clock);
    this.clock = clock;
  }

  /** A checkpoint could not be evaluated, so that it is not waited for. */
  List<RunEvent> notEvaluated(String run, long step) {
    RunWatch watch = watches.of(run);
    if (watch.getNotEvaluated().size() < NOT_EVALUATED_MAX) {
      watch.getNotEvaluated().add(step);
      watches.put(watch);
    }
    return advance(run);
  }

  /** What an evaluation shows, stored already, and those that have waited for it. */
  List<RunEvent> evaluated(SetEvaluation evaluation) {
    String run = evaluation.getRun();
    return families
        .of(run)
        .set(evaluation.getSet())
        .map(set -> advance(run, List.of(set)))
        .orElseGet(List::of);
  }

  /** What the evaluations of a run show that can be heard now and were not before. */
  List<RunEvent> advance(String run) {
    return advance(run, families.of(run).sets());
  }

  private List<RunEvent> advance(String run, List<EvaluationSet> sets) {
    RunWatch watch = watches.of(run);
    List<RunEvent> events = new ArrayList<>();
    sets.forEach(set -> advance(watch, set, events));
    events.sort(Comparator.comparingLong(RunEvent::getStep));
    watches.put(watch);
    return events;
  }

  private void advance(RunWatch watch, EvaluationSet set, List<RunEvent> events) {
    String run = watch.getRun();
    try (Records<SetEvaluation> later =
        stores.evaluations().after(run, state(watch, set).lastStep())) {
      while (later.hasNext()) {
        SetEvaluation evaluation = later.next();
        if (evaluation.getSet().equals(set.label())) {
          Optional<ReferenceLevels> levels = levels(run, evaluation.getDistributionVersion());
          if (levels.isEmpty() || waits(watch, set, evaluation.getStep())) {
            return;
          }
          inherit(watch, levels.get());
          heard(watch, set, evaluation, levels.get()).ifPresent(events::add);
          if (families.of(run).phaseSet().equals(Optional.of(set))) {
            events.addAll(phases.heard(watch, evaluation));
          }
        }
      }
    }
  }

  /**
   * Whether a checkpoint before this step is still to be evaluated on the set. One that holds up
   * too many others is nobody's, as a stranger's manifest is, and given up.
   */
  private boolean waits(RunWatch watch, EvaluationSet set, long step) {
    String run = watch.getRun();
    int missing = 0;
    int behind = 0;
    try (Records<CheckpointManifest> between =
        stores.checkpoints().after(run, state(watch, set).lastStep())) {
      while (between.hasNext()) {
        CheckpointManifest manifest = between.next();
        boolean evaluated = stores
            .evaluations()
            .at(RecordKeys.evaluation(run, manifest.getStep(), set.label()))
            .isPresent();
        if (evaluated) {
          behind += missing > 0 ? 1 : 0;
        } else if (manifest.getStep() < step && isExpected(watch, set, manifest)) {
          missing++;
        }
        if (manifest.getStep() >= step && (missing == 0 || behind >= GIVEN_UP_BEHIND)) {
          break;
        }
      }
    }
    return missing > 0 && behind < GIVEN_UP_BEHIND;
  }

  private boolean isExpected(RunWatch watch, EvaluationSet set, CheckpointManifest manifest) {
    return !watch.getNotEvaluated().contains(manifest.getStep())
        && levels(watch.getRun(), manifest.getDistributionVersion())
            .map(levels -> has(levels, set))
            .orElse(true);
  }

  private Optional<ReferenceLevels> levels(String run, int version) {
    return stores.references().at(RecordKeys.version(run, version));
  }

  private Optional<RunEvent> heard(
      RunWatch watch, EvaluationSet set, SetEvaluation evaluation, ReferenceLevels levels) {
    Optional<Double> background =
        unskilled.of(set, evaluation, levels, families.of(watch.getRun()));
    Optional<Score> last = EvaluationScores.lastShot(evaluation).filter(Score::hasAnswers);
    if (background.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    Observation observation = new Observation(evaluation.getStep(), last.get(), background.get());
    TransitionDetector.Heard heard = TransitionDetector.heard(state(watch, set), observation);
    watch.getSkills().put(set.label(), written(heard.state()));
    return heard
        .alarm()
        .filter(alarm -> !isInherited(watch.getRun(), alarm.step()))
        .map(alarm -> event(watch, set, evaluation, alarm));
  }

  private static SkillState state(RunWatch watch, EvaluationSet set) {
    SkillWatch known = watch.getSkills().get(set.label());
    return known == null ? SkillState.unlearned() : read(known);
  }

  /**
   * Tasks that a swap has taken out of training were known as well as the trained ones were. Says
   * so before anything of the new version is heard, in which the trained tasks are others.
   */
  private void inherit(RunWatch watch, ReferenceLevels levels) {
    List<EvaluationSet> all = families.of(watch.getRun()).sets();
    List<EvaluationSet> formerly =
        all.stream().filter(set -> set.tasks() == Tasks.FORMERLY).toList();
    if (formerly.stream().anyMatch(set -> has(levels, set))) {
      formerly.forEach(set -> all.stream()
          .filter(trained -> isTwin(trained, set))
          .findFirst()
          .ifPresent(trained -> inherit(watch, trained, set)));
    }
  }

  /** Whether tasks that leave training leave this set for that one. */
  private static boolean isTwin(EvaluationSet trained, EvaluationSet formerly) {
    return trained.tasks() == Tasks.NOW
        && trained.inputs() == formerly.inputs()
        && trained.shift().equals(formerly.shift());
  }

  private static void inherit(RunWatch watch, EvaluationSet trained, EvaluationSet formerly) {
    if (!watch.getSkills().containsKey(formerly.label())) {
      SkillState before = state(watch, trained);
      SkillState after = before.learned()
          ? SkillState.learned(before.lastStep(), before.best())
          : SkillState.unlearned();
      watch.getSkills().put(formerly.label(), written(after));
    }
  }

  /** What the checkpoint knows from which the run was forked is no news. */
  private boolean isInherited(String run, long step) {
    return stores
        .origin(run)
        .flatMap(RunOrigin::fork)
        .filter(fork -> step <= fork.getAtStep())
        .isPresent();
  }

  private RunEvent event(RunWatch watch, EvaluationSet set, SetEvaluation evaluation, Alarm alarm) {
    Transition transition = alarm.on(set);
    Map<String, String> details = new TreeMap<>();
    details.put(EventDetails.TRANSITION, transition.label());
    details.put(EventDetails.SET, set.label());
    details.put(EventDetails.CHANGE, alarm.kind().label());
    details.put("after_step", Long.toString(alarm.after()));
    details.put("by_step", Long.toString(alarm.step()));
    details.put("correct", Long.toString(alarm.correct()));
    details.put("total", Long.toString(alarm.total()));
    details.put("statistic_nats", Double.toString(alarm.statistic()));
    details.put("null_rate", Double.toString(alarm.nullRate()));
    details.put("alternative_rate", Double.toString(alarm.alternativeRate()));
    boolean first = alarm.kind() == Alarm.Kind.GAINED
        && watch.getFirstGains().putIfAbsent(transition.label(), alarm.step()) == null;
    if (first) {
      onsetGap(watch, transition)
          .ifPresent(gap -> details.put(EventDetails.ONSET_GAP, Double.toString(gap)));
    }
    return new RunEvent(
        watch.getRun(),
        EventKind.TRANSITION,
        alarm.step(),
        null,
        evaluation.getDistributionVersion(),
        sentence(transition, set, alarm),
        details,
        clock.instant());
  }

  /** The gap between the onsets, once, when the later of the two has come. */
  private static Optional<Double> onsetGap(RunWatch watch, Transition now) {
    if (!DoubleGrokking.isBoundedBy(now)) {
      return Optional.empty();
    }
    return DoubleGrokking.gap(WatchStore.onsets(watch)).stream().boxed().findFirst();
  }

  private static String sentence(Transition transition, EvaluationSet set, Alarm alarm) {
    return String.format(
        Locale.ROOT,
        "%s%s on %s by step %d%s: %d of %d right at the last shot; %.3f instead of %.3f explains it"
            + " better by %.1f nats",
        alarm.kind() == Alarm.Kind.GAINED ? "onset of " : "",
        transition.label(),
        set.label(),
        alarm.step(),
        alarm.after() < 0 ? "" : ", after step " + alarm.after(),
        alarm.correct(),
        alarm.total(),
        alarm.alternativeRate(),
        alarm.nullRate(),
        alarm.statistic());
  }

  private static boolean has(ReferenceLevels levels, EvaluationSet set) {
    return levels.getSets().stream().anyMatch(each -> each.getSet().equals(set.label()));
  }

  private static SkillState read(SkillWatch watch) {
    return new SkillState(
        watch.getLastStep(),
        watch.getLearned(),
        watch.getBest(),
        watch.getStatistic(),
        watch.getSince(),
        watch.getCorrect(),
        watch.getTotal());
  }

  private static SkillWatch written(SkillState state) {
    return new SkillWatch(
        state.lastStep(),
        state.learned(),
        state.best(),
        state.statistic(),
        state.since(),
        state.correct(),
        state.total());
  }
}
