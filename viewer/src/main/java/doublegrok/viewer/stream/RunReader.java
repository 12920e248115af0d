package doublegrok.viewer.stream;

import doublegrok.control.RunOrigin;
import doublegrok.log.EventDetails;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StepReport;
import doublegrok.spec.RunSpec;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Score;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.LossPoint;
import doublegrok.viewer.view.Mark;
import doublegrok.viewer.view.Phase;
import doublegrok.viewer.view.RunDetails;
import doublegrok.viewer.view.RunDifference;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunProbes;
import doublegrok.viewer.view.RunSignals;
import doublegrok.viewer.view.RunState;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.RunWindow;
import doublegrok.viewer.view.StepColumns;
import doublegrok.viewer.view.StepMeasures;
import doublegrok.viewer.view.StepWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what the stores hold of a run, as the view's records. Nothing is kept besides. */
final class RunReader {
  private static final int ANCESTORS_MAX = 1000;

  /** What state an event leaves the run in; other kinds change nothing. */
  private static final Map<EventKind, RunState> STATES = new EnumMap<>(Map.of(
      EventKind.STARTED, RunState.RUNNING,
      EventKind.RESUMED, RunState.RUNNING,
      EventKind.FORKED, RunState.RUNNING,
      EventKind.CONTINUED, RunState.RUNNING,
      EventKind.PAUSED, RunState.PAUSED,
      EventKind.STOPPED, RunState.STOPPED,
      EventKind.FINISHED, RunState.FINISHED,
      EventKind.FAILED, RunState.FAILED));

  private final ViewStores stores;
  private final ExplanationReader explanations;
  private final ProbeReader probes;
  private final SignalReader signals;
  private final DifferenceReader differences;
  private final RunFamilies families;

  RunReader(ViewStores stores) {
    this.stores = stores;
    this.probes = new ProbeReader(stores);
    this.explanations = new ExplanationReader(stores, probes);
    this.signals = new SignalReader(stores);
    this.differences = new DifferenceReader(stores);
    this.families = new RunFamilies(stores);
  }

  /** Every run that was started, newest first. */
  List<RunSummary> runs() {
    Map<String, RunSummary> byName = new LinkedHashMap<>();
    try (Records<ControlCommand> commands = stores.commands().all()) {
      while (commands.hasNext()) {
        ControlCommand command = commands.next();
        if (!byName.containsKey(command.getRun())) { // a second start is a repetition
          stores
              .origin(command)
              .ifPresent(origin -> byName.put(command.getRun(), summary(command, origin)));
        }
      }
    }
    List<RunSummary> runs = new ArrayList<>(byName.values());
    runs.sort(Comparator.comparingLong(RunSummary::startedAtMillis).reversed());
    return runs;
  }

  /** Where a run stands; empty if it was never started. */
  Optional<RunSummary> summary(String run) {
    return stores
        .commands()
        .of(run)
        .firstOf(command -> stores.origin(command).map(origin -> summary(command, origin)));
  }

  /** One run less another; empty if either was never started. */
  Optional<RunDifference> difference(String run, String other) {
    return isStarted(run) && isStarted(other)
        ? Optional.of(differences.of(run, sets(run), other, sets(other)))
        : Optional.empty();
  }

  /** All that is known of a run; empty if it was never started. */
  Optional<RunHistory> history(String run) {
    return summary(run)
        .map(summary -> new RunHistory(
            summary,
            loss(run),
            sets(run),
            probes.series(run),
            explanations.floors(run),
            marks(run)));
  }

  /**
   * The part of a run's past that a window asks for; empty if it was never started.
   *
   * @param past of the run, up to date
   */
  Optional<RunWindow> window(String run, RunPast past, StepWindow window) {
    return summary(run).map(summary -> {
      RunHistory whole = new RunHistory(
          summary,
          List.of(),
          summary.labels().inOrder(past.sets()),
          probes.series(run),
          explanations.floors(run),
          marks(run));
      return RunWindow.of(whole, past.steps(), past.lag(), window);
    });
  }

  /** Adds to a run's past the steps and the evaluations behind its last ones. */
  void read(String run, RunPast past) {
    StepColumns steps = past.steps();
    try (Records<StepReport> reports = stores.steps().after(run, steps.lastStep())) {
      while (reports.hasNext()) {
        StepReport report = reports.next();
        steps.add(
            report.getStep(),
            report.getFinishedAtMillis().toEpochMilli(),
            ViewMapping.measures(report));
      }
    }
    try (Records<SetEvaluation> evaluations =
        stores.evaluations().after(run, past.lastEvaluated())) {
      while (evaluations.hasNext()) {
        past.add(evaluations.next());
      }
    }
  }

  /** The points of every set of a run; empty if it was never started. */
  Optional<Map<String, List<EvaluationPoint>>> evaluations(String run) {
    return isStarted(run) ? Optional.of(sets(run)) : Optional.empty();
  }

  /** What the probes found up to a step; empty if the run was never started. */
  Optional<RunProbes> probes(String run, long step) {
    return isStarted(run) ? Optional.of(probes.until(run, step)) : Optional.empty();
  }

  /** What those who watch over it want to know; empty if the run was never started. */
  Optional<RunSignals> signals(String run) {
    return isStarted(run)
        ? Optional.of(signals.signals(run, newestEvaluations(run).values()))
        : Optional.empty();
  }

  /** Whether a run was started. */
  boolean isStarted(String run) {
    return stores
        .commands()
        .of(run)
        .first(each -> stores.origin(each).isPresent())
        .isPresent();
  }

  /** A run in detail; empty if it was never started. */
  Optional<RunDetails> details(String run) {
    return summary(run)
        .map(summary -> new RunDetails(
            summary,
            stores.checkpoints().newestFirst(run).first().map(ViewMapping::point),
            computing(run),
            lineage(run)));
  }

  private Optional<String> computing(String run) {
    return stores
        .events()
        .newestFirst(run)
        .first(event -> event.getDetails().containsKey(EventDetails.COMPUTING))
        .map(event -> event.getDetails().get(EventDetails.COMPUTING));
  }

  /** A run has one parent at most, and commands come in order, so that this ends. */
  private List<RunDetails.Ancestor> lineage(String run) {
    List<RunDetails.Ancestor> lineage = new ArrayList<>();
    Optional<ForkRun> fork = fork(run);
    while (fork.isPresent() && lineage.size() < ANCESTORS_MAX) {
      lineage.add(new RunDetails.Ancestor(fork.get().getParent(), fork.get().getAtStep()));
      fork = fork(fork.get().getParent());
    }
    return lineage;
  }

  private Optional<ForkRun> fork(String run) {
    return stores.origin(run).flatMap(RunOrigin::fork);
  }

  private List<LossPoint> loss(String run) {
    return stores.steps().of(run).list().stream().map(ViewMapping::of).toList();
  }

  private Map<String, List<EvaluationPoint>> sets(String run) {
    Map<String, List<EvaluationPoint>> sets = new HashMap<>();
    for (SetEvaluation evaluation : stores.evaluations().of(run).list()) {
      sets.computeIfAbsent(evaluation.getSet(), name -> new ArrayList<>())
          .add(ViewMapping.of(evaluation));
    }
    return families.of(run).inOrder(sets);
  }

  private List<Mark> marks(String run) {
    List<Mark> marks = new ArrayList<>();
    stores.checkpoints().of(run).list().forEach(each -> marks.add(ViewMapping.of(each)));
    stores.events().of(run).list().forEach(each -> marks.add(ViewMapping.of(each)));
    marks.sort(Comparator.comparingLong(Mark::step));
    return marks;
  }

  private RunSummary summary(ControlCommand start, RunOrigin origin) {
    RunSpec spec = origin.spec();
    FamilyLabels labels = FamilyLabels.of(spec.family());
    String run = start.getRun();
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
        spec.family().name(),
        labels,
        state(run),
        Phase.of(accuracies, labels).label(),
        step.map(StepReport::getStep).orElse(0L),
        spec.training().steps(),
        step.map(StepReport::getDistributionVersion).orElse(0),
        step.map(ViewMapping::measures).orElseGet(StepMeasures::unknown),
        accuracies,
        explanations.explanation(run, newest.values()),
        checkpoint,
        evaluated,
        start.getIssuedAtMillis().toEpochMilli(),
        step.map(StepReport::getFinishedAtMillis)
            .orElse(start.getIssuedAtMillis())
            .toEpochMilli(),
        origin.fork().map(fork -> new RunDetails.Ancestor(fork.getParent(), fork.getAtStep())));
  }

  /** Of the newest checkpoint that was evaluated, in the order in which sets are shown. */
  private Map<String, EvaluationPoint> newestEvaluations(String run) {
    Optional<SetEvaluation> newest = stores.evaluations().newestFirst(run).first();
    if (newest.isEmpty()) {
      return Map.of();
    }
    long step = newest.get().getStep();
    Map<String, EvaluationPoint> found = new HashMap<>();
    stores
        .evaluations()
        .newestFirst(run)
        .takeWhile(each -> each.getStep() == step)
        .forEach(each -> found.put(each.getSet(), ViewMapping.of(each)));
    return families.of(run).inOrder(found);
  }

  private RunState state(String run) {
    return stores
        .events()
        .newestFirst(run)
        .first(event -> STATES.containsKey(event.getKind()))
        .map(event -> STATES.get(event.getKind()))
        .orElse(RunState.RUNNING);
  }
}
