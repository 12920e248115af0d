package doublegrok.viewer.stream;

import doublegrok.control.RunOrigin;
import doublegrok.explain.AccuracyCurve;
import doublegrok.explain.Completion;
import doublegrok.explain.fade.Fade;
import doublegrok.explain.fade.FadeCurve;
import doublegrok.log.EventDetails;
import doublegrok.log.RecordKeys;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ProbeResult;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StepReport;
import doublegrok.spec.AlertTrigger;
import doublegrok.task.EvaluationSet;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Score;
import doublegrok.task.Transition;
import doublegrok.task.finding.Scalar;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.Explanation;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.Phase;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.ReferenceFloors;
import doublegrok.viewer.view.RunDetails.Ancestor;
import doublegrok.viewer.view.RunSignals;
import doublegrok.viewer.view.RunSignals.Happening;
import doublegrok.viewer.view.RunSignals.Kind;
import doublegrok.viewer.view.RunState;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.StepMeasures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Standing of a run as it is computed anew from all of its records: an oracle, and slow. */
final class RecomputedRuns {
  private static final Map<EventKind, RunState> STATES = new EnumMap<>(Map.of(
      EventKind.STARTED, RunState.RUNNING,
      EventKind.RESUMED, RunState.RUNNING,
      EventKind.FORKED, RunState.RUNNING,
      EventKind.CONTINUED, RunState.RUNNING,
      EventKind.PAUSED, RunState.PAUSED,
      EventKind.STOPPED, RunState.STOPPED,
      EventKind.FINISHED, RunState.FINISHED,
      EventKind.FAILED, RunState.FAILED));
  private static final List<String> TRANSITIONS =
      Transition.all().stream().map(Transition::label).toList();
  private static final List<String> CAUSES =
      AlertTrigger.all().stream().map(AlertTrigger::label).toList();

  private final ViewStores stores;

  RecomputedRuns(ViewStores stores) {
    this.stores = stores;
  }

  Optional<RunSummary> summary(String run) {
    return stores
        .commands()
        .of(run)
        .firstOf(command -> stores.origin(command).map(origin -> summary(command, origin)));
  }

  Optional<RunSignals> signals(String run) {
    return summary(run).map(started -> signals(run, newestEvaluations(run).values()));
  }

  private Map<String, Score> untrained(String run) {
    Map<String, Score> scores = new LinkedHashMap<>();
    try (Records<SetEvaluation> all = stores.evaluations().of(run)) {
      while (all.hasNext()) {
        EvaluationPoint point = ViewMapping.of(all.next());
        if (point.step() == 0) {
          scores.put(point.set(), point.lastShot());
        }
      }
    }
    return scores;
  }

  private RunSummary summary(ControlCommand start, RunOrigin origin) {
    String run = start.getRun();
    FamilyLabels labels = FamilyLabels.of(origin.spec().family());
    Optional<StepReport> step = stores.steps().newestFirst(run).first();
    Map<String, EvaluationPoint> newest = newestEvaluations(run);
    Map<String, Score> accuracies = new LinkedHashMap<>();
    newest.forEach((set, point) -> accuracies.put(set, point.lastShot()));
    OptionalLong checkpoint =
        stores.checkpoints().newestFirst(run).first(each -> !each.getRetired()).stream()
            .mapToLong(CheckpointManifest::getStep)
            .findFirst();
    OptionalLong evaluated = stores.evaluations().newestFirst(run).first().stream()
        .mapToLong(SetEvaluation::getStep)
        .findFirst();
    return new RunSummary(
        run,
        origin.spec().family().name(),
        labels,
        state(run),
        Phase.of(accuracies, untrained(run), labels).label(),
        step.map(StepReport::getStep).orElse(0L),
        origin.spec().training().steps(),
        step.map(StepReport::getDistributionVersion).orElse(0),
        step.map(ViewMapping::measures).orElseGet(StepMeasures::unknown),
        accuracies,
        explanation(run, labels, newest.values()),
        checkpoint,
        evaluated,
        start.getIssuedAtMillis().toEpochMilli(),
        step.map(StepReport::getFinishedAtMillis)
            .orElse(start.getIssuedAtMillis())
            .toEpochMilli(),
        origin.fork().map(fork -> new Ancestor(fork.getParent(), fork.getAtStep())));
  }

  private Map<String, EvaluationPoint> newestEvaluations(String run) {
    Optional<SetEvaluation> newest = stores.evaluations().newestFirst(run).first();
    if (newest.isEmpty()) {
      return Map.of();
    }
    long step = newest.get().getStep();
    Map<String, EvaluationPoint> found = new TreeMap<>();
    stores
        .evaluations()
        .newestFirst(run)
        .takeWhile(each -> each.getStep() == step)
        .forEach(each -> found.put(each.getSet(), NewestEvaluations.slim(ViewMapping.of(each))));
    return new RunFamilies(stores).of(run).inOrder(found);
  }

  private RunState state(String run) {
    return stores
        .events()
        .newestFirst(run)
        .first(event -> STATES.containsKey(event.getKind()))
        .map(event -> STATES.get(event.getKind()))
        .orElse(RunState.RUNNING);
  }

  private Explanation explanation(
      String run, FamilyLabels labels, Collection<EvaluationPoint> newest) {
    Map<String, Mixture> attributions = new LinkedHashMap<>();
    newest.forEach(point -> point
        .lastAttribution()
        .ifPresent(attribution -> attributions.put(point.set(), attribution)));
    Optional<ReferenceFloors> floors = newest.stream()
        .findFirst()
        .flatMap(point ->
            stores.references().at(RecordKeys.version(run, point.version())).map(ViewMapping::of));
    return new Explanation(
        fading(run),
        attributions,
        floors,
        completions(run, labels),
        fades(run, labels),
        measures(run));
  }

  private Map<String, Fade> fades(String run, FamilyLabels labels) {
    Map<String, Fade> fades = new LinkedHashMap<>();
    for (EvaluationSet set : labels.sets()) {
      FadeCurve curve = new FadeCurve();
      stores.evaluations().of(run).list().stream()
          .filter(each -> each.getSet().equals(set.label()))
          .forEach(each -> curve.add(Completions.moment(ViewMapping.of(each))));
      curve.fade().ifPresent(each -> fades.put(set.label(), each));
    }
    return fades;
  }

  /** Each curve whole, ascending. */
  private Map<Transition, Completion> completions(String run, FamilyLabels labels) {
    Map<Transition, Completion> completions = new LinkedHashMap<>();
    for (EvaluationSet set : labels.sets()) {
      AccuracyCurve curve = new AccuracyCurve();
      for (SetEvaluation each : stores.evaluations().of(run).list()) {
        if (set.tellsGeneralisation() && each.getSet().equals(set.label())) {
          EvaluationPoint point = ViewMapping.of(each);
          curve.add(point.step(), point.version(), point.lastShot());
        }
      }
      curve.completion().ifPresent(found -> completions.put(Transition.gain(set), found));
    }
    return completions;
  }

  private Optional<Mixture> fading(String run) {
    List<ProbeResult> probes = stores.probes().newestFirst(run + "/spectrum").list();
    List<Mixture> newestFirst = new ArrayList<>();
    probes.stream().limit(8).forEach(each -> {
      ViewMapping.of(each)
          .flatMap(found -> ViewMapping.mixture(found.finding()))
          .ifPresent(newestFirst::add);
    });
    return newestFirst.isEmpty() ? Optional.empty() : Optional.of(Mixture.fading(newestFirst));
  }

  private Map<String, List<Scalar>> measures(String run) {
    Map<String, ProbeResult> newest = new TreeMap<>();
    for (ProbeResult result : stores.probes().of(run).list()) {
      newest.merge(
          result.getName(), result, (one, other) -> one.getStep() > other.getStep() ? one : other);
    }
    Map<String, List<Scalar>> measures = new TreeMap<>();
    newest
        .values()
        .forEach(result -> ViewMapping.of(result)
            .filter(Probe::isSeries)
            .ifPresent(found -> measures.put(found.name(), found.finding().scalars())));
    return measures;
  }

  private RunSignals signals(String run, Collection<EvaluationPoint> newest) {
    long evaluated = newest.stream().mapToLong(EvaluationPoint::step).max().orElse(-1);
    long waiting =
        stores.checkpoints().newestFirst(run).takeWhile(each -> each.getStep() > evaluated).stream()
            .filter(each -> !each.getRetired())
            .count();
    OptionalLong checkpointAt = stores
        .checkpoints()
        .newestFirst(run)
        .first(each -> !each.getRetired())
        .map(each -> OptionalLong.of(each.getCreatedAtMillis().toEpochMilli()))
        .orElseGet(OptionalLong::empty);
    Map<String, Happening> happenings = new LinkedHashMap<>();
    for (RunEvent event : stores.events().of(run).list()) {
      happening(event).ifPresent(each -> happenings.put(each.kind() + "/" + each.name(), each));
    }
    return new RunSignals(
        waiting, checkpointAt, List.copyOf(newest), List.copyOf(happenings.values()));
  }

  private static Optional<Happening> happening(RunEvent event) {
    Map<String, String> details = event.getDetails();
    return switch (event.getKind()) {
      case TRANSITION ->
        happening(event, Kind.TRANSITION, TRANSITIONS, details.get(EventDetails.TRANSITION));
      case SWAPPED -> happening(event, Kind.SWAP, List.of(""), "");
      case ALARM, FAILED -> happening(event, Kind.ALARM, CAUSES, details.get(EventDetails.CAUSE));
      default -> Optional.empty();
    };
  }

  private static Optional<Happening> happening(
      RunEvent event, Kind kind, List<String> known, String name) {
    String bounded = Optional.ofNullable(name).filter(known::contains).orElse("other");
    long at = event.getHappenedAtMillis().toEpochMilli();
    return Optional.of(new Happening(kind, bounded, event.getStep(), at));
  }
}
