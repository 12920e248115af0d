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
import java.util.Optional;
import java.util.OptionalLong;

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
   * Gives a command and waits for its answer.
   *
   * @throws IllegalStateException if no generator answers
   * @throws IllegalArgumentException with every fault of a fork's overrides
   */
  public Answer obey(String run, Command command) {
    if (command instanceof Command.Fork fork) {
      return fork(run, fork);
    }
    List<ControlCommand> soFar = log.of(run);
    return soFar.isEmpty() ? unknown(run) : answered(log.next(run, soFar, body(command)));
  }

  private Answer fork(String parent, Command.Fork fork) {
    PlannedFork planned = planned(parent, fork);
    return planned
        .command()
        .map(command -> answered(log.next(fork.child(), List.of(), command)))
        .orElse(planned.checked().answer());
  }

  private static Object body(Command command) {
    if (command instanceof Command.Swap swap) {
      Long at = swap.atBatch().isPresent() ? swap.atBatch().getAsLong() : null;
      return new SwapDistribution(swap.changes(), at);
    }
    if (command instanceof Command.Pause) {
      return new PauseRun();
    }
    return command instanceof Command.Resume ? new ResumeRun() : new StopRun();
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

  PlannedFork planned(String parent, Command.Fork fork) {
    long atStep = fork.atStep();
    String child = fork.child();
    if (log.of(parent).isEmpty()) {
      return PlannedFork.refused(unknown(parent).message());
    }
    if (!log.of(child).isEmpty()) {
      return PlannedFork.refused("run '%s' exists already; choose another name".formatted(child));
    }
    if (log.hasCheckpoints(child)) {
      return PlannedFork.refused(CommandLog.lostStart(child));
    }
    LiveManifests checkpoints =
        new LiveManifests(new RunScan(kafka, CommandLog.WITHIN).all(Topics.CHECKPOINTS, parent));
    Optional<CheckpointManifest> checkpoint = checkpoints.at(atStep);
    if (checkpoint.isEmpty()) {
      return PlannedFork.refused("run '%s' has no checkpoint at step %d; %s"
          .formatted(parent, atStep, checkpoints.nearest(atStep)));
    }
    RunSpec then = specs.parse(checkpoint.get().getSpec(), "run " + parent, List.of());
    RunSpec spec = ForkPlan.child(then, atStep, fork.overrides());
    Answer answer =
        new Answer(true, "the run begins with batch %d".formatted(atStep), OptionalLong.of(atStep));
    return new PlannedFork(
        new CheckedCommand(answer, SpecDifference.at(atStep, spec, then)),
        Optional.of(new ForkRun(parent, atStep, RunSpecs.canonical(spec))));
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

  static Answer unknown(String run) {
    return Answer.refused(
        "run '%s' does not exist; 'doublegrok runs' lists those that do".formatted(run));
  }
}
