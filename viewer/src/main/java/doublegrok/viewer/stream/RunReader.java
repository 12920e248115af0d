package doublegrok.viewer.stream;

import doublegrok.log.EventDetails;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StepReport;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.LossPoint;
import doublegrok.viewer.view.Mark;
import doublegrok.viewer.view.ReferenceFloors;
import doublegrok.viewer.view.RunDetails;
import doublegrok.viewer.view.RunDifference;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunProbes;
import doublegrok.viewer.view.RunSignals;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.RunWindow;
import doublegrok.viewer.view.StepColumns;
import doublegrok.viewer.view.StepWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reader of what the stores and the standings hold of a run, as the view's records. */
final class RunReader {
  private static final int ANCESTORS_MAX = 1000;

  private final ViewStores stores;
  private final Standings standings;
  private final ProbeReader probes;
  private final DifferenceReader differences;
  private final RunFamilies families;

  RunReader(ViewStores stores, Standings standings) {
    this.stores = stores;
    this.standings = standings;
    this.probes = new ProbeReader(stores);
    this.differences = new DifferenceReader(stores);
    this.families = new RunFamilies(stores);
  }

  /** Every run that was started, newest first. */
  List<RunSummary> runs() {
    return standings.summaries();
  }

  /** Where a run stands; empty if it was never started. */
  Optional<RunSummary> summary(String run) {
    return standings.summary(run);
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
            summary, loss(run), sets(run), probes.series(run), floors(run), marks(run)));
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
          floors(run),
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
    return standings.signals(run);
  }

  /** Whether a run was started. */
  boolean isStarted(String run) {
    return standings.isStarted(run);
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
    Optional<RunDetails.Ancestor> parent = standings.parent(run);
    while (parent.isPresent() && lineage.size() < ANCESTORS_MAX) {
      lineage.add(parent.get());
      parent = standings.parent(parent.get().run());
    }
    return lineage;
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

  /** The floors of every distribution version, ascending. */
  private List<ReferenceFloors> floors(String run) {
    return stores.references().of(run).list().stream().map(ViewMapping::of).toList();
  }

  private List<Mark> marks(String run) {
    List<Mark> marks = new ArrayList<>();
    stores.checkpoints().of(run).list().forEach(each -> marks.add(ViewMapping.of(each)));
    stores.events().of(run).list().forEach(each -> marks.add(ViewMapping.of(each)));
    marks.sort(Comparator.comparingLong(Mark::step));
    return marks;
  }
}
