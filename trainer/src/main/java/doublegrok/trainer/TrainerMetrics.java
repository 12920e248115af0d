package doublegrok.trainer;

import doublegrok.record.StepReport;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Instant;

/** Metrics of one run's trainer, shown until closed: as it happens, before the log has it. */
final class TrainerMetrics implements AutoCloseable {
  private final TrainerMetricFamilies families;
  private final String run;
  private final Progress progress;
  private final Counter.Child steps;
  private final Histogram.Child stepSeconds;
  private final Counter.Child tokens;
  private final Counter.Child checkpointFailures;
  private final Gauge.Child queued;
  private final Histogram.Child transactionSeconds;
  private final Counter.Child rejected;
  private boolean closed; // guarded by this

  /** What has a number from the beginning shows it; the others show none before there is one. */
  TrainerMetrics(TrainerMetricFamilies families, String run, Progress progress) {
    this.families = families;
    this.run = run;
    this.progress = progress;
    steps = families.steps.labels(run);
    stepSeconds = families.stepSeconds.labels(run);
    tokens = families.tokens.labels(run);
    checkpointFailures = families.checkpointFailures.labels(run);
    queued = families.queued.labels(run);
    transactionSeconds = families.transactionSeconds.labels(run);
    rejected = families.rejected.labels(run);
  }

  /** What the trainer is doing. */
  Progress progress() {
    return progress;
  }

  /** So many steps are done, and the run ends with this one. */
  void at(long done, long last) {
    set(families.step, (double) done);
    set(families.left, (double) (last - done));
  }

  /** A step is done. */
  void stepped(StepReport report) {
    steps.inc();
    stepSeconds.observe(report.getStepSeconds());
    tokens.inc((double) report.getTokens());
    losses(report.getLoss(), report.getGradientNorm());
    set(families.learningRate, report.getLearningRate());
  }

  /** What a step gave, which may be no number. */
  void losses(double lossNats, double norm) {
    set(families.loss, lossNats);
    set(families.gradientNorm, norm);
  }

  /** A checkpoint is on the disk. */
  void checkpointed(long atStep, Instant at) {
    set(families.checkpointStep, (double) atStep);
    set(families.checkpointTime, at.toEpochMilli() / 1e3);
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

  /** Shows nothing more, also of what a trainer that is left behind may still do. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      families.close(run, progress);
    }
  }

  private synchronized void set(Gauge family, double value) {
    if (!closed) {
      family.labels(run).set(value);
    }
  }
}
