package doublegrok.trainer.worker;

import doublegrok.log.BrokerFaults;
import doublegrok.log.KafkaRefusedException;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.record.ReportKind;
import doublegrok.record.RunOffer;
import doublegrok.status.Endpoint;
import doublegrok.status.ServiceHealth;
import doublegrok.status.StatusServer;
import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepPhase;
import doublegrok.sweep.log.SweepFollower;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker service: takes offers of runs from the queue and trains them, several at once. An
 * offer is acknowledged as soon as it is on the log that the run is held; from then on the worker's
 * reports keep it, not the queue.
 */
public final class WorkerApp implements AutoCloseable {
  static final Duration REPORT_EVERY = Duration.ofSeconds(3);
  private static final Logger log = LoggerFactory.getLogger(WorkerApp.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration KAFKA_WITHIN = Duration.ofSeconds(30);
  private static final Duration STANDING_WITHIN = Duration.ofSeconds(5);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final WorkerSettings settings;
  private final Duration grace;
  private final ServiceHealth health;
  private final Optional<StatusServer> status;
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final Supplier<Optional<Throwable>> failed = this::failure;
  private final List<Slot> slots = new ArrayList<>(); // of the worker's thread
  private final Thread thread;
  private volatile Optional<String> missing = Optional.of("the worker is being started");
  private volatile boolean stopped;
  private long reported;
  private long busy = System.nanoTime();
  private OptionalLong troubledSince = OptionalLong.empty();

  private WorkerApp(
      WorkerSettings settings, Duration grace, ServiceHealth health, Optional<Endpoint> endpoint) {
    this.settings = settings;
    this.grace = grace;
    this.health = health;
    this.status = endpoint.map(where -> StatusServer.start(where, health, () -> missing));
    health.watch(name(), failed);
    this.thread = new Thread(this::run, "worker");
  }

  /**
   * Starts a worker.
   *
   * @param grace within which runs are given back when it is closed
   * @param health of this process, to which those of the worker are added
   * @param endpoint where to show them; empty for nowhere
   * @throws IllegalArgumentException if the endpoint cannot be listened on
   */
  public static WorkerApp start(
      WorkerSettings settings, Duration grace, ServiceHealth health, Optional<Endpoint> endpoint) {
    log.info("worker starts: {}", settings);
    WorkerApp app = new WorkerApp(settings, grace, health, endpoint);
    app.thread.start();
    return app;
  }

  /** Completes with a sentence once there is nothing to do for long, or with what made it fail. */
  public CompletableFuture<String> end() {
    return end;
  }

  /** Where a client on this machine finds the metrics, if they are shown. */
  public Optional<String> statusUrl() {
    return status.map(StatusServer::url);
  }

  /** Gives back what it has, each with a checkpoint, within a bound. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(grace.plus(CLOSE_WITHIN).toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      status.ifPresent(StatusServer::close);
      health.unwatch(name(), failed);
    }
  }

  private String name() {
    return "the worker " + settings.name();
  }

  private Optional<Throwable> failure() {
    return end.isCompletedExceptionally()
        ? Optional.of(end.handle((said, thrown) -> thrown).join())
        : Optional.empty();
  }

  private void run() {
    KafkaSettings kafka = settings.kafka();
    try {
      TopicAdmin.ensureTopics(kafka, KAFKA_WITHIN);
      ShareGroup.prepare(kafka, KAFKA_WITHIN);
      try (SweepFollower follower = SweepFollower.open(kafka);
          Reports reports = new Reports(kafka, settings.name(), Clock.systemUTC());
          Offers offers = Offers.open(kafka)) {
        missing = Optional.empty();
        work(follower, reports, offers);
        giveBack(follower, reports);
      }
      end.complete("nothing was to be done for so long");
    } catch (RuntimeException | Error failure) {
      log.debug("the worker fails", failure);
      slots.forEach(Slot::giveBack);
      end.completeExceptionally(KafkaRefusedException.explained(kafka, failure));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(SweepFollower follower, Reports reports, Offers offers)
      throws InterruptedException {
    while (!stopped && !idle()) {
      try {
        look(follower, reports);
        if (slots.size() < settings.slots()) {
          follower.poll(Duration.ZERO);
          offers.poll(POLL, offer -> taken(offer, follower, reports));
        } else {
          follower.poll(POLL);
        }
        troubledSince = OptionalLong.empty();
      } catch (KafkaException away) {
        requirePassing(away);
        TimeUnit.NANOSECONDS.sleep(AGAIN_AFTER.toNanos());
      }
    }
  }

  private boolean idle() {
    if (!slots.isEmpty()) {
      busy = System.nanoTime();
    }
    return settings
        .idle()
        .filter(most -> System.nanoTime() - busy > most.toNanos())
        .isPresent();
  }

  private void requirePassing(KafkaException away) {
    long now = System.nanoTime();
    if (troubledSince.isEmpty()) {
      troubledSince = OptionalLong.of(now);
      log.warn("the worker waits for Kafka: {}", away.toString());
    }
    boolean tooLong = now - troubledSince.getAsLong() > KafkaSettings.BROKER_AWAY_MAX.toNanos();
    if (tooLong || !BrokerFaults.passing(away)) {
      throw away;
    }
  }

  /** Tells what has become of runs, and that the others are held. */
  private void look(SweepFollower follower, Reports reports) throws InterruptedException {
    for (Slot slot : List.copyOf(slots)) {
      if (slot.over()) {
        slots.remove(slot);
        slot.leave(1);
        tell(slot, reports);
      } else if (!wanted(slot.offer(), follower)) {
        slot.giveBack();
      }
    }
    if (System.nanoTime() - reported > REPORT_EVERY.toNanos()) {
      reported = System.nanoTime();
      slots.forEach(slot -> reports.held(slot.offer()));
    }
  }

  private static void tell(Slot slot, Reports reports) {
    slot.outcome()
        .ifPresent(outcome ->
            outcome.kind().ifPresent(kind -> reports.sure(slot.offer(), kind, outcome.reason())));
  }

  /** A sweep that is held wants its runs back, and nobody wants one that another has. */
  private boolean wanted(RunOffer offer, SweepFollower follower) {
    boolean held = follower
        .view()
        .sweep(offer.getSweep())
        .filter(sweep -> sweep.phase() == SweepPhase.PAUSED)
        .isPresent();
    RunStand stand = follower.view().run(offer.getSweep(), offer.getRun());
    boolean others = stand.offer() > offer.getNumber()
        && stand.place() == RunPlace.RUNNING
        && !stand.worker().equals(settings.name());
    return !held && !others;
  }

  /** Begins with the run, unless the offer is void. */
  private boolean taken(RunOffer offer, SweepFollower follower, Reports reports) {
    long until = System.nanoTime() + STANDING_WITHIN.toNanos();
    RunStand stand = follower.view().run(offer.getSweep(), offer.getRun());
    while (stand.offer() < offer.getNumber() && System.nanoTime() < until && !stopped) {
      follower.poll(POLL); // the offer and the standing become visible at about the same time
      stand = follower.view().run(offer.getSweep(), offer.getRun());
    }
    boolean open = stand.place() == RunPlace.OFFERED && stand.offer() == offer.getNumber();
    if (!open) {
      log.debug("offer {} of run {} is void: {}", offer.getNumber(), offer.getRun(), stand);
      return stand.offer() >= offer.getNumber();
    }
    if (stopped || !reports.sure(offer, ReportKind.HELD, "")) {
      return false;
    }
    log.info("run {} of sweep {} is taken", offer.getRun(), offer.getSweep());
    slots.add(Slot.start(settings, offer, health));
    return true;
  }

  private void giveBack(SweepFollower follower, Reports reports) throws InterruptedException {
    slots.forEach(Slot::giveBack);
    long until = System.nanoTime() + grace.toNanos();
    while (!slots.isEmpty() && System.nanoTime() < until) {
      look(follower, reports);
    }
    for (Slot slot : slots) {
      slot.leave(1);
      tell(slot, reports);
    }
  }
}
