package doublegrok.trainer;

import doublegrok.record.StepReport;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Instant;

/** What a trainer shows of its run to Prometheus: as it happens, before the log has it. */
final class TrainerMetrics {
  private static final double[] STEP_SECONDS = {
    .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10
  };
  private static final double[] TRANSACTION_SECONDS = {.01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 60};

  private final Counter.Child steps;
  private final Histogram.Child stepSeconds;
  private final Counter.Child tokens;
  private final Gauge loss;
  private final Gauge gradientNorm;
  private final Gauge learningRate;
  private final Gauge step;
  private final Gauge left;
  private final Gauge checkpointStep;
  private final Gauge checkpointTime;
  private final Counter.Child checkpointFailures;
  private final Gauge.Child queued;
  private final Histogram.Child transactionSeconds;
  private final Counter.Child rejected;
  private final String run;
  private final Progress progress;

  TrainerMetrics(CollectorRegistry registry, String run, Progress progress) {
    this.run = run;
    this.progress = progress;
    steps = counter(registry, "steps_total", "Training steps done by this process.");
    stepSeconds = histogram(registry, "step_seconds", "Time that a step took.", STEP_SECONDS);
    tokens = counter(registry, "tokens_total", "Tokens trained on by this process.");
    loss = family(registry, "loss_nats", "Cross-entropy of the last step, in nats an answer.");
    gradientNorm = family(registry, "gradient_norm", "Euclidean norm of the last step's gradient.");
    learningRate = family(registry, "learning_rate", "Learning rate of the last step.");
    step = family(registry, "step", "Last step done.");
    left = family(registry, "steps_left", "Steps until the end of the run.");
    checkpointStep = family(registry, "checkpoint_step", "Step of the last checkpoint.");
    checkpointTime = family(
        registry,
        "checkpoint_timestamp_seconds",
        "Wall clock of the last checkpoint, in seconds since 1970.");
    checkpointFailures =
        counter(registry, "checkpoint_failures_total", "Checkpoints that could not be written.");
    queued = gauge(registry, "publish_queue_records", "Records that wait to be published.");
    transactionSeconds = histogram(
        registry,
        "transaction_seconds",
        "Time from the first record of a transaction to its commit.",
        TRANSACTION_SECONDS);
    rejected = counter(
        registry, "rejected_records_total", "Records among the run's batches that were rejected.");
    registry.register(new ActivityCollector(run, progress));
  }

  /** What the trainer is doing. */
  Progress progress() {
    return progress;
  }

  /** So many steps are done, and the run ends with this one. */
  void at(long done, long last) {
    step.labels(run).set((double) done);
    left.labels(run).set((double) (last - done));
  }

  /** A step is done. */
  void stepped(StepReport report) {
    steps.inc();
    stepSeconds.observe(report.getStepSeconds());
    tokens.inc((double) report.getTokens());
    losses(report.getLoss(), report.getGradientNorm());
    learningRate.labels(run).set(report.getLearningRate());
  }

  /** What a step gave, which may be no number. */
  void losses(double lossNats, double norm) {
    loss.labels(run).set(lossNats);
    gradientNorm.labels(run).set(norm);
  }

  /** A checkpoint is on the disk. */
  void checkpointed(long atStep, Instant at) {
    checkpointStep.labels(run).set((double) atStep);
    checkpointTime.labels(run).set(at.toEpochMilli() / 1e3);
  }

  /** A checkpoint could not be written. */
  void checkpointFailed() {
    checkpointFailures.inc();
  }

  /** So many records wait to be published. */
  void queued(int records) {
    queued.set(records);
  }

  /** A transaction is committed. */
  void committed(double seconds) {
    transactionSeconds.observe(seconds);
  }

  /** A record is rejected. */
  void rejected() {
    rejected.inc();
  }

  private Counter.Child counter(CollectorRegistry registry, String name, String help) {
    return Counter.build(ActivityCollector.PREFIX + name, help)
        .labelNames("run")
        .register(registry)
        .labels(run);
  }

  private Gauge.Child gauge(CollectorRegistry registry, String name, String help) {
    return family(registry, name, help).labels(run);
  }

  /** Without a sample until there is one. */
  private static Gauge family(CollectorRegistry registry, String name, String help) {
    return Gauge.build(ActivityCollector.PREFIX + name, help).labelNames("run").register(registry);
  }

  private Histogram.Child histogram(
      CollectorRegistry registry, String name, String help, double... buckets) {
    return Histogram.build(ActivityCollector.PREFIX + name, help)
        .labelNames("run")
        .buckets(buckets)
        .register(registry)
        .labels(run);
  }
}
