package doublegrok.local.endtoend;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StepReport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Records that the topics hold of a run, in order. */
public record RunLog(
    List<SequenceBatch> batches,
    List<StepReport> steps,
    List<CheckpointManifest> checkpoints,
    List<SetEvaluation> evaluations,
    List<RunEvent> events,
    List<Demand> demands) {
  private static final Duration WITHIN = Duration.ofMinutes(1);

  public static RunLog read(KafkaSettings kafka, String run) {
    RunScan scan = new RunScan(kafka, WITHIN);
    return new RunLog(
        scan.all(Topics.BATCHES, run),
        scan.all(Topics.STEPS, run),
        scan.all(Topics.CHECKPOINTS, run),
        scan.all(Topics.EVALUATIONS, run),
        scan.all(Topics.EVENTS, run),
        scan.all(Topics.DEMAND, run));
  }

  public List<Long> batchIndices() {
    return batches.stream().map(SequenceBatch::getIndex).toList();
  }

  public List<Long> stepNumbers() {
    return steps.stream().map(StepReport::getStep).toList();
  }

  /** The loss of each step, by step; of one that was computed again, the latest. */
  public SortedMap<Long, Double> latestSteps() {
    SortedMap<Long, Double> losses = new TreeMap<>();
    steps.forEach(each -> losses.put(each.getStep(), each.getLoss()));
    return losses;
  }

  /** The steps of which every set is evaluated, each with its sets. */
  public Set<String> evaluatedSteps() {
    return evaluations.stream()
        .map(each -> RecordKeys.evaluation("a", each.getStep(), each.getSet()))
        .collect(Collectors.toSet());
  }

  public List<Double> losses() {
    return steps.stream().map(StepReport::getLoss).toList();
  }

  /** Mean loss of the steps from one to another, both included. */
  double meanLoss(int from, int to) {
    return steps.subList(from - 1, to).stream()
        .mapToDouble(StepReport::getLoss)
        .average()
        .orElseThrow();
  }

  public List<Long> checkpointSteps() {
    return checkpoints.stream().map(CheckpointManifest::getStep).toList();
  }

  public CheckpointManifest lastCheckpoint() {
    return checkpoints.get(checkpoints.size() - 1);
  }

  /** What happened to the run; what the evaluator finds out comes when it comes. */
  public List<EventKind> eventKinds() {
    return events.stream()
        .map(RunEvent::getKind)
        .filter(kind -> kind != EventKind.TRANSITION)
        .toList();
  }

  /** The transitions that were told. */
  List<RunEvent> transitions() {
    return events.stream()
        .filter(event -> event.getKind() == EventKind.TRANSITION)
        .toList();
  }

  /** The evaluations of one checkpoint. */
  public List<SetEvaluation> evaluationsAt(long step) {
    return evaluations.stream().filter(each -> each.getStep() == step).toList();
  }

  /** The sets on which one checkpoint was evaluated, in the order of the log. */
  public List<String> setsAt(long step) {
    return evaluationsAt(step).stream().map(SetEvaluation::getSet).toList();
  }
}
