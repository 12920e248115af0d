package doublegrok.trainer;

import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.schemas.KafkaRefusedException;
import doublegrok.schemas.TopicAdmin;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trainer service: trains one run, from its newest checkpoint to its last step. */
public final class TrainerApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TrainerApp.class);
  private static final Duration KAFKA_WITHIN = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(4);

  private final TrainerSettings settings;
  private final Clock clock = Clock.systemUTC();
  private final CompletableFuture<Long> result = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean stopped;
  private boolean opening = true; // guarded by this

  private TrainerApp(TrainerSettings settings) {
    this.settings = settings;
    this.thread = new Thread(this::run, "trainer-" + settings.run());
  }

  /** Starts training in a thread of its own. */
  public static TrainerApp start(TrainerSettings settings) {
    TrainerApp app = new TrainerApp(settings);
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

  /** Stops after the current step, with a checkpoint, within a bound. */
  @Override
  public void close() {
    askToStop();
    try {
      thread.join(CLOSE_WITHIN.toMillis());
      if (thread.isAlive()) {
        log.warn("the trainer of run {} did not stop in time; it is left behind", settings.run());
        thread.interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing can be lost by an interrupt until training begins; later a checkpoint could. */
  private synchronized void askToStop() {
    stopped = true;
    if (opening) {
      thread.interrupt();
    }
  }

  private synchronized void beginTraining() throws InterruptedException {
    if (stopped) {
      throw new InterruptedException("stopped before training began");
    }
    opening = false;
  }

  private synchronized boolean stoppedInOpening() {
    return stopped && opening;
  }

  private void run() {
    try {
      log.info("trainer starts: {}", settings);
      ComputeDevice device = ComputeDevice.choose(settings.device());
      ComputeThreads.use(settings.threads());
      TopicAdmin.ensureTopics(settings.kafka(), KAFKA_WITHIN);
      RunSession session =
          new RunSession(settings, clock, device, () -> stopped, this::beginTraining);
      result.complete(session.train());
    } catch (InterruptedException | RuntimeException | Error failure) {
      log.debug("the trainer fails", failure);
      if (stoppedInOpening()) {
        result.cancel(false);
      } else {
        result.completeExceptionally(KafkaRefusedException.explained(settings.kafka(), failure));
      }
    }
  }
}
