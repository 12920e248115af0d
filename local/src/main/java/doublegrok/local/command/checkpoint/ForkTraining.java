package doublegrok.local.command.checkpoint;

import doublegrok.control.Answer;
import doublegrok.control.Command;
import doublegrok.control.Counterfactual;
import doublegrok.control.LiveManifests;
import doublegrok.control.RunControl;
import doublegrok.control.RunOrigin;
import doublegrok.local.check.RefusedException;
import doublegrok.local.process.StopSignal;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.StepReport;
import doublegrok.spec.RunSpecs;
import doublegrok.trainer.TrainerApp;
import doublegrok.trainer.TrainerSettings;
import doublegrok.trainer.compute.ComputeSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;

/** Training of an explanation's forks in this process, one after the other. */
final class ForkTraining {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration STEP_WITHIN = Duration.ofMinutes(5);

  private final KafkaSettings kafka;
  private final Path checkpoints;
  private final ComputeSettings compute;
  private final RunScan scan;
  private final RunControl control;

  ForkTraining(KafkaSettings kafka, Path checkpoints, ComputeSettings compute) {
    this.kafka = kafka;
    this.checkpoints = checkpoints;
    this.compute = compute;
    this.scan = new RunScan(kafka, WITHIN);
    this.control = new RunControl(kafka, Clock.systemUTC());
  }

  /** What became of a fork: its last checkpoint, or why it has none, in a sentence. */
  record Trained(Optional<CheckpointManifest> last, String failure) {}

  /**
   * Makes a fork, unless an explanation that was cut off has made it.
   *
   * @throws RefusedException if its name is another run's
   */
  void make(ExplainPlan plan, Counterfactual fork) {
    List<ControlCommand> commands = scan.all(Topics.CONTROL, fork.name());
    if (commands.isEmpty()) {
      long step = plan.from().getStep();
      Answer answer =
          control.obey(plan.run(), new Command.Fork(fork.name(), step, fork.overrides()));
      if (!answer.accepted()) {
        throw new RefusedException("refused: " + answer.message());
      }
      return;
    }
    boolean same = RunOrigin.in(commands, new RunSpecs(kafka.families()))
        .filter(origin -> origin.spec().equals(fork.spec()))
        .flatMap(RunOrigin::fork)
        .filter(each -> each.getParent().equals(plan.run()))
        .isPresent();
    if (!same) {
      throw new RefusedException(
          "run '%s' exists already and is another; name the forks otherwise with --as"
              .formatted(fork.name()));
    }
  }

  /**
   * Trains a fork to a step; at once, if it is.
   *
   * @return empty if it was asked to stop meanwhile
   */
  Optional<Trained> train(Counterfactual fork, long until, StopSignal stop)
      throws InterruptedException {
    Optional<CheckpointManifest> there = at(fork, until);
    if (there.isPresent()) {
      return Optional.of(new Trained(there, ""));
    }
    TrainerSettings settings = new TrainerSettings(
        kafka, fork.name(), checkpoints, compute, OptionalLong.of(until), false);
    try (TrainerApp trainer = TrainerApp.start(settings)) {
      if (!ends(trainer, fork, stop)) {
        return Optional.empty();
      }
      long reached = trainer.result().join();
      Optional<CheckpointManifest> last = at(fork, until);
      String failure = "it ended at step %d and has no checkpoint at step %d; name the forks"
              .formatted(reached, until)
          + " otherwise with --as";
      return Optional.of(new Trained(last, last.isPresent() ? "" : failure));
    } catch (CompletionException failure) {
      return Optional.of(new Trained(Optional.empty(), failure.getCause().getMessage()));
    }
  }

  /** Ends a fork for ever that has steps left, so that nobody waits for them. */
  void end(Counterfactual fork, long until) {
    if (until < fork.spec().training().steps()) {
      control.obey(fork.name(), new Command.Stop());
    }
  }

  private Optional<CheckpointManifest> at(Counterfactual fork, long step) {
    return new LiveManifests(scan.all(Topics.CHECKPOINTS, fork.name())).at(step);
  }

  /** Whether it did, of itself. */
  private boolean ends(TrainerApp trainer, Counterfactual fork, StopSignal stop)
      throws InterruptedException {
    long looked = System.nanoTime();
    long known = -1;
    while (!trainer.result().isDone()) {
      if (stop.await(LOOK_EVERY)) {
        return false;
      }
      if (System.nanoTime() - looked > STEP_WITHIN.toNanos()) {
        long step =
            scan.newest(Topics.STEPS, fork.name()).map(StepReport::getStep).orElse(-1L);
        if (step == known) {
          throw new RefusedException(
              "run '%s' has done no step for %d minutes; is there a generator? 'doublegrok doctor'"
                      .formatted(fork.name(), STEP_WITHIN.toMinutes())
                  + " looks");
        }
        known = step;
        looked = System.nanoTime();
      }
    }
    return true;
  }
}
