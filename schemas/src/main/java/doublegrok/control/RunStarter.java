package doublegrok.control;

import doublegrok.log.KafkaSettings;
import doublegrok.record.StartRun;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.SpecDifference;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Puts a run's first command on {@code control}. */
public final class RunStarter {
  private final CommandLog log;
  private final RunSpecs specs;

  /** A starter of runs on a cluster whose topics exist. */
  public RunStarter(KafkaSettings kafka, Clock clock) {
    this.log = new CommandLog(kafka, clock);
    this.specs = new RunSpecs(kafka.families());
  }

  /** The spec that a run was started or forked with. */
  public Optional<RunSpec> existing(String run) {
    return RunOrigin.in(log.of(run), specs).map(RunOrigin::spec);
  }

  /**
   * Starts the run, or finds that it was started before with the same spec.
   *
   * @return whether it is new
   * @throws IllegalArgumentException if it exists with another spec; the difference is named
   * @throws IllegalStateException if the log has lost how it was started
   */
  public boolean start(String run, RunSpec spec) {
    Optional<RunSpec> existing = existing(run);
    if (existing.isPresent()) {
      refuseUnlessSame(run, existing.get(), spec);
      return false;
    }
    refuseIfItHasCheckpoints(run);
    log.publish(log.next(run, List.of(), new StartRun(RunSpecs.canonical(spec))));
    return true;
  }

  /** A run under an old name would take the old run's checkpoints for its own. */
  private void refuseIfItHasCheckpoints(String run) {
    if (log.hasCheckpoints(run)) {
      throw new IllegalStateException(CommandLog.lostStart(run));
    }
  }

  private static void refuseUnlessSame(String run, RunSpec existing, RunSpec asked) {
    String difference = SpecDifference.inWords(asked, existing);
    if (!difference.isEmpty()) {
      throw new IllegalArgumentException(
          "run '%s' exists with another spec (%s); name a new run with --run, or another --dir"
              .formatted(run, difference));
    }
  }
}
