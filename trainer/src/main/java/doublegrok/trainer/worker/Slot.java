package doublegrok.trainer.worker;

import doublegrok.log.BrokerFaults;
import doublegrok.log.KafkaUnreachableException;
import doublegrok.record.ReportKind;
import doublegrok.record.RunOffer;
import doublegrok.status.ServiceHealth;
import doublegrok.trainer.RunSession;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Slot of a worker: one run that is trained in a thread of its own. */
final class Slot {
  private static final Logger log = LoggerFactory.getLogger(Slot.class);

  private final RunOffer offer;
  private final RunSession session;
  private final Thread thread;
  private volatile boolean givingBack;
  private volatile Optional<Outcome> outcome = Optional.empty();

  /**
   * Outcome of a run's training here.
   *
   * @param kind of the report that tells it; empty where the run's own events do
   * @param reason of a failure
   */
  record Outcome(Optional<ReportKind> kind, String reason) {}

  private Slot(RunOffer offer, RunSession session) {
    this.offer = offer;
    this.session = session;
    this.thread = new Thread(this::train, "trainer-" + offer.getRun());
  }

  /** Begins to train. */
  static Slot start(WorkerSettings settings, RunOffer offer, ServiceHealth health) {
    Slot slot = new Slot(offer, RunSession.open(settings.of(offer.getRun()), health));
    slot.thread.start();
    return slot;
  }

  RunOffer offer() {
    return offer;
  }

  /** Has the run end with a checkpoint, and does not wait for it. */
  void giveBack() {
    if (!givingBack) {
      log.info("run {} is given back", offer.getRun());
      givingBack = true;
      session.stop();
    }
  }

  /** What has become of the run here, once it is over. */
  Optional<Outcome> outcome() {
    return outcome;
  }

  /** Waits for the end; leaves a thread behind that does not come to it. */
  void leave(long millis) throws InterruptedException {
    thread.join(Math.max(1, millis));
    if (thread.isAlive()) {
      log.warn("run {} did not stop in time; its last steps are made again", offer.getRun());
      thread.interrupt();
    }
    session.close();
  }

  private void train() {
    Outcome found = new Outcome(Optional.of(ReportKind.GIVEN_BACK), "");
    try {
      session.train();
      if (!givingBack) {
        found = new Outcome(Optional.empty(), "");
      }
    } catch (InterruptedException stopped) {
      log.debug("the opening of run {} was cut off", offer.getRun());
    } catch (RuntimeException | Error failure) {
      log.warn("run {} fails here: {}", offer.getRun(), failure.toString());
      log.debug("run {} fails", offer.getRun(), failure);
      found = failed(failure);
    } finally {
      outcome = Optional.of(found);
    }
  }

  /** A broker's absence is nobody's failure, and a run that tells of its own needs no second. */
  private Outcome failed(Throwable failure) {
    boolean away = BrokerFaults.passing(failure) || failure instanceof KafkaUnreachableException;
    if (session.failureTold()) {
      return new Outcome(Optional.empty(), "");
    }
    return session.opening() && !away && !givingBack
        ? new Outcome(Optional.of(ReportKind.FAILED), String.valueOf(failure.getMessage()))
        : new Outcome(Optional.of(ReportKind.GIVEN_BACK), "");
  }

  /** Whether the thread has ended. */
  boolean over() throws InterruptedException {
    thread.join(outcome.isPresent() ? TimeUnit.SECONDS.toMillis(1) : 1);
    return outcome.isPresent();
  }
}
