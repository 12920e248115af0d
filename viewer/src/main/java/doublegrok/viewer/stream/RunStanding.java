package doublegrok.viewer.stream;

import doublegrok.control.RunOrigin;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.ProbeResult;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StepReport;
import doublegrok.spec.RunSpecs;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Score;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.Explanation;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.Phase;
import doublegrok.viewer.view.ReferenceFloors;
import doublegrok.viewer.view.RunDetails.Ancestor;
import doublegrok.viewer.view.RunSignals;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.StepMeasures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Standing of one run, folded from its records as they come: summary and signals cost the same
 * however long the run is. Records of one topic come in the order of the log, those of several in
 * any. Safe for use by many threads.
 */
final class RunStanding {
  private final String run;
  private final RunSpecs specs;
  private final Happenings happenings = new Happenings();
  private final NewestEvaluations evaluations = new NewestEvaluations();
  private final Completions completions = new Completions();
  private final NewestProbes probes = new NewestProbes();
  private final Map<String, Score> untrained = new LinkedHashMap<>(); // last-shot scores, by set
  private final Map<Integer, ReferenceFloors> floors = new TreeMap<>(); // by version

  /** When the checkpoints were made that are not retired, by step. */
  private final NavigableMap<Long, Long> checkpoints = new TreeMap<>();

  private Optional<Start> start = Optional.empty();
  private Optional<Step> step = Optional.empty();
  private Optional<RunSummary> summary = Optional.empty(); // until the next record
  private Optional<RunSignals> signals = Optional.empty();

  /** Beginning of the run. */
  private record Start(
      String family, FamilyLabels labels, long steps, long atMillis, Optional<Ancestor> parent) {
    static Start of(ControlCommand command, RunOrigin origin) {
      return new Start(
          origin.spec().family().name(),
          FamilyLabels.of(origin.spec().family()),
          origin.spec().training().steps(),
          command.getIssuedAtMillis().toEpochMilli(),
          origin.fork().map(fork -> new Ancestor(fork.getParent(), fork.getAtStep())));
    }
  }

  /** The newest step. */
  private record Step(long step, int version, StepMeasures measures, long atMillis) {
    static Step of(StepReport report) {
      return new Step(
          report.getStep(),
          report.getDistributionVersion(),
          ViewMapping.measures(report),
          report.getFinishedAtMillis().toEpochMilli());
    }
  }

  /**
   * A run of which nothing is known.
   *
   * @param specs reads its spec
   */
  RunStanding(String run, RunSpecs specs) {
    this.run = run;
    this.specs = specs;
  }

  /** Takes up a record of the run, which a {@link Change} has found to be sound. */
  synchronized void add(SpecificRecord record) {
    summary = Optional.empty();
    signals = Optional.empty();
    if (record instanceof StepReport report) {
      if (step.isEmpty() || report.getStep() >= step.get().step()) {
        step = Optional.of(Step.of(report));
      }
    } else if (record instanceof ControlCommand command) {
      if (start.isEmpty()) { // a second start is a repetition
        start = RunOrigin.of(command, specs).map(origin -> Start.of(command, origin));
      }
    } else if (record instanceof CheckpointManifest manifest) {
      add(manifest);
    } else if (record instanceof SetEvaluation evaluation) {
      EvaluationPoint point = ViewMapping.of(evaluation);
      evaluations.add(point);
      completions.add(point);
      if (point.step() == 0) {
        untrained.put(point.set(), point.lastShot());
      }
    } else if (record instanceof ReferenceLevels levels) {
      floors.put(levels.getDistributionVersion(), ViewMapping.of(levels));
    } else if (record instanceof ProbeResult probe) {
      probes.add(probe);
    } else if (record instanceof RunEvent event) {
      happenings.add(event);
    }
  }

  private void add(CheckpointManifest manifest) {
    if (manifest.getRetired()) {
      checkpoints.remove(manifest.getStep());
    } else {
      checkpoints.put(manifest.getStep(), manifest.getCreatedAtMillis().toEpochMilli());
    }
  }

  synchronized boolean isStarted() {
    return start.isPresent();
  }

  /** The run that it was forked from, if it was. */
  synchronized Optional<Ancestor> parent() {
    return start.flatMap(Start::parent);
  }

  /** Where the run stands; empty if it was never started. */
  synchronized Optional<RunSummary> summary() {
    summary = summary.or(() -> start.map(this::summed));
    return summary;
  }

  /** What those who watch over the run want to know; empty if it was never started. */
  synchronized Optional<RunSignals> signals() {
    signals = signals.or(() -> start.map(this::signalled));
    return signals;
  }

  private RunSummary summed(Start begun) {
    List<EvaluationPoint> newest = evaluations.inOrder(begun.labels());
    Map<String, Score> accuracies = new LinkedHashMap<>();
    newest.forEach(point -> accuracies.put(point.set(), point.lastShot()));
    return new RunSummary(
        run,
        begun.family(),
        begun.labels(),
        happenings.state(),
        Phase.of(accuracies, untrained, begun.labels()).label(),
        step.map(Step::step).orElse(0L),
        begun.steps(),
        step.map(Step::version).orElse(0),
        step.map(Step::measures).orElseGet(StepMeasures::unknown),
        accuracies,
        explanation(newest, begun.labels()),
        checkpoints.isEmpty() ? OptionalLong.empty() : OptionalLong.of(checkpoints.lastKey()),
        evaluations.step(),
        begun.atMillis(),
        step.map(Step::atMillis).orElse(begun.atMillis()),
        begun.parent());
  }

  private Explanation explanation(List<EvaluationPoint> newest, FamilyLabels labels) {
    Map<String, Mixture> attributions = new LinkedHashMap<>();
    newest.forEach(point -> point
        .lastAttribution()
        .ifPresent(attribution -> attributions.put(point.set(), attribution)));
    Optional<ReferenceFloors> known =
        newest.stream().findFirst().map(EvaluationPoint::version).map(floors::get);
    return new Explanation(
        probes.fadingSpectrum(),
        attributions,
        known,
        completions.of(labels),
        completions.fades(labels),
        probes.measures());
  }

  private RunSignals signalled(Start begun) {
    List<EvaluationPoint> newest = evaluations.inOrder(begun.labels());
    long evaluated = newest.stream().mapToLong(EvaluationPoint::step).max().orElse(-1);
    OptionalLong checkpointAt = checkpoints.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(checkpoints.lastEntry().getValue());
    return new RunSignals(
        checkpoints.tailMap(evaluated, false).size(), checkpointAt, newest, happenings.newest());
  }
}
