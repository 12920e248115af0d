package doublegrok.trainer;

import doublegrok.log.TopicAdmin;
import doublegrok.model.ComputeDevice;
import doublegrok.status.Readiness;
import doublegrok.status.ServiceHealth;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Session of a trainer with one run: trains it in the caller's thread, shows how it is, and once
 * closed leaves nothing of it in the process. Any number of them, of any runs, may follow each
 * other in one process and one thread.
 */
public final class RunSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunSession.class);
  private static final Duration KAFKA_WITHIN = Duration.ofSeconds(30);

  private final TrainerSettings settings;
  private final ServiceHealth health;
  private final TrainerMetrics metrics;
  private Optional<Supplier<Map<MetricName, ? extends Metric>>> client = Optional.empty();
  private Optional<Thread> interruptible = Optional.empty(); // guarded by this
  private boolean opening = true; // guarded by this
  private volatile boolean stopped;
  private volatile Optional<RunTraining> begunTraining = Optional.empty();

  private RunSession(TrainerSettings settings, ServiceHealth health) {
    this.settings = settings;
    this.health = health;
    this.metrics = health
        .one(TrainerMetricFamilies.class, TrainerMetricFamilies::new)
        .open(settings.run(), new Progress(settings.run(), System::nanoTime));
  }

  /**
   * Opens a session.
   *
   * @param health of this process, to which that of the session is added until it is closed
   */
  public static RunSession open(TrainerSettings settings, ServiceHealth health) {
    return new RunSession(settings, health);
  }

  /**
   * Trains the run from its newest checkpoint to its end, or until it is stopped; called once.
   *
   * @return the last step done
   * @throws InterruptedException if it was stopped before training began
   */
  public long train() throws InterruptedException {
    try {
      enter();
      log.info("trainer starts: {}", settings);
      ComputeDevice device = ComputeDevice.choose(settings.compute().device());
      TopicAdmin.ensureTopics(settings.kafka(), KAFKA_WITHIN);
      RunTraining training =
          new RunTraining(settings, Clock.systemUTC(), device, () -> stopped, this::begin, metrics);
      begunTraining = Optional.of(training);
      return training.train();
    } finally {
      leave();
      metrics.progress().turnTo(Activity.ENDED);
    }
  }

  /** Has training end after the current step, with a checkpoint, or at once if it has not begun. */
  public synchronized void stop() {
    stopped = true;
    interruptible.ifPresent(Thread::interrupt);
  }

  /** Whether it was stopped before training began. */
  public synchronized boolean stoppedInOpening() {
    return stopped && opening;
  }

  /** Whether the run's events tell that it has failed, so that nobody else has to. */
  public boolean failureTold() {
    return begunTraining.map(RunTraining::failureTold).orElse(false);
  }

  /** Whether training has not begun, for what then fails is not of the run's making. */
  public synchronized boolean opening() {
    return opening;
  }

  /** Whether the run is trained. */
  public Readiness readiness() {
    return metrics.progress();
  }

  /** Shows nothing more of the run. */
  @Override
  public void close() {
    metrics.close();
    hide();
  }

  private synchronized void enter() throws InterruptedException {
    requireNotStopped();
    interruptible = Optional.of(Thread.currentThread());
  }

  /** Nothing can be lost by an interrupt until training begins; later a checkpoint could. */
  private synchronized void begin(BatchReader reader) throws InterruptedException {
    requireNotStopped();
    interruptible = Optional.empty();
    opening = false;
    Supplier<Map<MetricName, ? extends Metric>> measured = reader::measured;
    client = Optional.of(measured);
    health.show("trainer", measured);
  }

  private void requireNotStopped() throws InterruptedException {
    if (stopped) {
      throw new InterruptedException("stopped before training began");
    }
  }

  /** The next session of this thread must not be met by an interrupt that was for this one. */
  private synchronized void leave() {
    interruptible = Optional.empty();
    if (stoppedInOpening() && Thread.interrupted()) {
      log.debug("the opening of run {} was cut off", settings.run());
    }
  }

  private synchronized void hide() {
    client.ifPresent(measured -> health.hide("trainer", measured));
    client = Optional.empty();
  }
}
