package doublegrok.trainer;

import doublegrok.log.KafkaRefusedException;
import doublegrok.status.Endpoint;
import doublegrok.status.ServiceHealth;
import doublegrok.status.StatusServer;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trainer service: trains one run, from its newest checkpoint to its last step. */
public final class TrainerApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TrainerApp.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(4);

  private final TrainerSettings settings;
  private final CompletableFuture<Long> result = new CompletableFuture<>();
  private final Thread thread;
  private final ServiceHealth health;
  private final String service;
  private final Supplier<Optional<Throwable>> failed = this::failure;
  private final RunSession session;
  private final Optional<StatusServer> status;

  private TrainerApp(TrainerSettings settings, ServiceHealth health, Optional<Endpoint> endpoint) {
    this.settings = settings;
    this.health = health;
    this.session = RunSession.open(settings, health);
    this.service = "the trainer of run '%s'".formatted(settings.run());
    health.watch(service, failed);
    try {
      this.status = endpoint.map(where -> StatusServer.start(where, health, session.readiness()));
    } catch (RuntimeException failure) {
      forget();
      throw failure;
    }
    this.thread = new Thread(this::run, "trainer-" + settings.run());
  }

  /** Starts training in a thread of its own, and tells nobody how it is but by the log. */
  public static TrainerApp start(TrainerSettings settings) {
    return start(settings, new ServiceHealth(new CollectorRegistry()), Optional.empty());
  }

  /**
   * Starts training in a thread of its own.
   *
   * @param health of this process, to which those of the trainer are added
   * @param endpoint where to show them; empty for nowhere
   * @throws IllegalArgumentException if the endpoint cannot be listened on
   */
  public static TrainerApp start(
      TrainerSettings settings, ServiceHealth health, Optional<Endpoint> endpoint) {
    TrainerApp app = new TrainerApp(settings, health, endpoint);
    app.thread.start();
    return app;
  }

  /**
   * Completes with the last step done, once the run has ended or was stopped, or with a failure; is
   * cancelled if it was stopped before it began.
   */
  public CompletableFuture<Long> result() {
    return result;
  }

  /** Where a client on this machine finds the metrics, if they are shown. */
  public Optional<String> statusUrl() {
    return status.map(StatusServer::url);
  }

  /** Stops after the current step, with a checkpoint, within a bound. */
  @Override
  public void close() {
    session.stop();
    try {
      thread.join(CLOSE_WITHIN.toMillis());
      if (thread.isAlive()) {
        log.warn("the trainer of run {} did not stop in time; it is left behind", settings.run());
        thread.interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      status.ifPresent(StatusServer::close);
      forget();
    }
  }

  /** The process may go on without this trainer. */
  private void forget() {
    session.close();
    health.unwatch(service, failed);
  }

  private Optional<Throwable> failure() {
    return result.isCompletedExceptionally() && !result.isCancelled()
        ? Optional.of(result.handle((step, thrown) -> thrown).join())
        : Optional.empty();
  }

  private void run() {
    try {
      result.complete(session.train());
    } catch (InterruptedException | RuntimeException | Error failure) {
      log.debug("the trainer fails", failure);
      if (session.stoppedInOpening()) {
        result.cancel(false);
      } else {
        result.completeExceptionally(KafkaRefusedException.explained(settings.kafka(), failure));
      }
    }
  }
}
