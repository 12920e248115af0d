package doublegrok.trainer;

import doublegrok.log.EventDetails;
import doublegrok.log.Topics;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.spec.AlertTrigger;
import doublegrok.trainer.compute.ChosenCompute;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells on the log and in the journal what happens to a run. */
final class RunEvents {
  private static final Logger log = LoggerFactory.getLogger(RunEvents.class);

  private final String run;
  private final Publisher publisher;
  private final Clock clock;
  private final String trainer;

  /**
   * Events of a run.
   *
   * @param trainer identity of this trainer among all
   */
  RunEvents(String run, Publisher publisher, Clock clock, String trainer) {
    this.run = run;
    this.trainer = trainer;
    this.publisher = publisher;
    this.clock = clock;
  }

  /**
   * Tells where the run begins, and which of its checkpoints are of no use.
   *
   * @param computing how it is computed from there on
   * @param held whether a person holds the run
   */
  void opened(RunOpening opening, ChosenCompute computing, boolean held)
      throws InterruptedException {
    long step = opening.state().step();
    for (RunOpening.Damage damage : opening.damaged()) {
      tell(
          EventKind.ALARM,
          step,
          opening.version(),
          "%s; the run goes on from step %d".formatted(damage.sentence(), step));
    }
    tell(
        held ? EventKind.PAUSED : opening.kind(),
        step,
        opening.version(),
        "at step %d".formatted(step),
        Map.of(TransactionFate.TRAINER, trainer, EventDetails.COMPUTING, computing.sentence()));
  }

  /** Tells that all planned steps are done. */
  void finished(long step, int version) throws InterruptedException {
    tell(EventKind.FINISHED, step, version, "at step %d".formatted(step));
  }

  /**
   * Tells why training has failed, if that can be told; if not, the failure knows.
   *
   * @return whether it is told
   */
  boolean failed(long step, int version, RuntimeException failure) throws InterruptedException {
    try {
      Map<String, String> details = failure instanceof TrainingLoop.DivergedException
          ? Map.of(EventDetails.CAUSE, AlertTrigger.NAN.label())
          : Map.of();
      tell(EventKind.FAILED, step, version, String.valueOf(failure.getMessage()), details);
      return true;
    } catch (IllegalStateException untold) { // the publisher itself has failed
      failure.addSuppressed(untold);
      return false;
    }
  }

  /** Tells of an event. */
  void tell(EventKind kind, long step, int version, String message) throws InterruptedException {
    tell(kind, step, version, message, Map.of());
  }

  /** Tells of an event, for a program too. */
  void tell(EventKind kind, long step, int version, String message, Map<String, String> details)
      throws InterruptedException {
    log.info("run {} {} {}", run, kind, message);
    publisher.publish(
        Topics.EVENTS,
        run,
        new RunEvent(run, kind, step, step, version, message, details, clock.instant()));
  }
}
