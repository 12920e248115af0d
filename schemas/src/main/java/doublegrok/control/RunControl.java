package doublegrok.control;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.PauseRun;
import doublegrok.record.ResumeRun;
import doublegrok.record.RunEvent;
import doublegrok.record.StopRun;
import doublegrok.record.SwapDistribution;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.SpecDifference;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Commands runs: each command goes on the log, and what the generator answers comes back. */
public final class RunControl {
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final CommandLog log;
  private final RunSpecs specs;

  /** A commander of runs on a cluster whose topics exist. */
  public RunControl(KafkaSettings kafka, Clock clock) {
    this.kafka = kafka;
    this.log = new CommandLog(kafka, clock);
    this.specs = new RunSpecs(kafka.families());
  }

  /**
   * Changes the data distribution of a run.
   *
   * @param changes dotted keys below {@code distribution} and their new values
   * @param atBatch first batch that has them; empty for the earliest possible
   * @throws IllegalStateException if no generator answers
   */
  public Answer swap(String run, Map<String, String> changes, OptionalLong atBatch) {
    Long at = atBatch.isPresent() ? atBatch.getAsLong() : null;
    return command(run, new SwapDistribution(changes, at));
  }

  /** Holds a run. */
  public Answer pause(String run) {
    return command(run, new PauseRun());
  }

  /** Lets a held run go on. */
  public Answer resume(String run) {
    return command(run, new ResumeRun());
  }

  /** Ends a run for ever; its records and checkpoints stay. */
  public Answer stop(String run) {
    return command(run, new StopRun());
  }

  /**
   * Starts a run from another's checkpoint.
   *
   * @param atStep step of the parent's checkpoint
   * @param overrides {@code key=value}; those below {@code distribution} begin with the fork
   * @throws IllegalArgumentException with every fault of the overrides
   */
  public Answer fork(String parent, long atStep, String child, List<String> overrides) {
    PlannedFork planned = planned(parent, atStep, child, overrides);
    return planned
        .command()
        .map(command -> answered(log.next(child, List.of(), command)))
        .orElse(planned.checked().answer());
  }

  /**
   * A fork that is not made yet.
   *
   * @param checked what would become of it
   * @param command that makes it; empty if nothing can
   */
  record PlannedFork(CheckedCommand checked, Optional<ForkRun> command) {
    private static PlannedFork refused(String reason) {
      return new PlannedFork(CheckedCommand.refused(reason), Optional.empty());
    }
  }

  PlannedFork planned(String parent, long atStep, String child, List<String> overrides) {
    if (log.of(parent).isEmpty()) {
      return PlannedFork.refused(unknown(parent).message());
    }
    if (!log.of(child).isEmpty()) {
      return PlannedFork.refused("run '%s' exists already; choose another name".formatted(child));
    }
    SortedMap<Long, CheckpointManifest> checkpoints = checkpoints(parent);
    if (!checkpoints.containsKey(atStep)) {
      return PlannedFork.refused("run '%s' has no checkpoint at step %d; %s"
          .formatted(parent, atStep, nearest(checkpoints, atStep)));
    }
    RunSpec then = specs.parse(checkpoints.get(atStep).getSpec(), "run " + parent, List.of());
    RunSpec spec = ForkPlan.child(then, atStep, overrides);
    Answer answer =
        new Answer(true, "the run begins with batch %d".formatted(atStep), OptionalLong.of(atStep));
    return new PlannedFork(
        new CheckedCommand(answer, SpecDifference.at(atStep, spec, then)),
        Optional.of(new ForkRun(parent, atStep, RunSpecs.canonical(spec))));
  }

  private Answer command(String run, Object body) {
    List<ControlCommand> soFar = log.of(run);
    return soFar.isEmpty() ? unknown(run) : answered(log.next(run, soFar, body));
  }

  private Answer answered(ControlCommand command) {
    try (AnswerReader answers = AnswerReader.fromNowOn(kafka, command.getRun())) {
      log.publish(command);
      RunEvent event = answers
          .await(command.getId(), ANSWERED_WITHIN)
          .orElseThrow(() -> new IllegalStateException(("no generator has answered within %d s; the"
                  + " command is on the log and will be obeyed once a generator runs")
              .formatted(ANSWERED_WITHIN.toSeconds())));
      OptionalLong batch =
          event.getBatch() == null ? OptionalLong.empty() : OptionalLong.of(event.getBatch());
      return new Answer(event.getKind() != EventKind.REFUSED, event.getMessage(), batch);
    }
  }

  /** The newest manifest of each step that is kept. */
  private SortedMap<Long, CheckpointManifest> checkpoints(String run) {
    SortedMap<Long, CheckpointManifest> byStep = new TreeMap<>();
    new RunScan(kafka, CommandLog.WITHIN)
        .all(Topics.CHECKPOINTS, run)
        .forEach(manifest -> byStep.put(manifest.getStep(), manifest));
    byStep.values().removeIf(CheckpointManifest::getRetired);
    return byStep;
  }

  private static String nearest(SortedMap<Long, CheckpointManifest> checkpoints, long step) {
    Optional<Long> before = checkpoints.headMap(step).keySet().stream().reduce((a, b) -> b);
    Optional<Long> after = checkpoints.tailMap(step).keySet().stream().findFirst();
    if (before.isPresent() && after.isPresent()) {
      return "the nearest are at steps %d and %d".formatted(before.get(), after.get());
    }
    return before
        .or(() -> after)
        .map(only -> "the nearest is at step %d".formatted(only))
        .orElse("it has none yet");
  }

  static Answer unknown(String run) {
    return Answer.refused(
        "run '%s' does not exist; 'doublegrok runs' lists those that do".formatted(run));
  }
}
