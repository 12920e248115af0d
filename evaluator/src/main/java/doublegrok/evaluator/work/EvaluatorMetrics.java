package doublegrok.evaluator.work;

import doublegrok.log.Topics;
import doublegrok.status.RejectedRecords;
import doublegrok.status.ServiceHealth;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.util.List;

/** Counters of what an evaluator does. */
public final class EvaluatorMetrics {
  private static final String PREFIX = "doublegrok_evaluator_";
  private static final double[] SECONDS = {.05, .1, .2, .5, 1, 2, 5, 10, 20, 60, 300, 1200};

  private final Histogram seconds;
  private final Counter failures;
  private final Histogram probeSeconds;
  private final Counter probeFailures;
  private final RejectedRecords rejected;

  /** Metrics that the process shows from now on. */
  public EvaluatorMetrics(ServiceHealth health) {
    CollectorRegistry registry = health.metrics();
    seconds = Histogram.build(
            PREFIX + "evaluation_seconds", "Time that evaluating a checkpoint took.")
        .buckets(SECONDS)
        .register(registry);
    failures = Counter.build(
            PREFIX + "evaluation_failures_total", "Checkpoints that could not be evaluated.")
        .register(registry);
    probeSeconds = Histogram.build(
            PREFIX + "probing_seconds", "Time that the dear probes of a checkpoint took.")
        .buckets(SECONDS)
        .register(registry);
    probeFailures = Counter.build(
            PREFIX + "probing_failures_total", "Checkpoints that dear probes could not look at.")
        .register(registry);
    rejected = new RejectedRecords(registry, "evaluator", List.of(Topics.WORK.name()));
  }

  /** A checkpoint is evaluated on all its sets. */
  public void evaluated(double took) {
    seconds.observe(took);
  }

  /** A checkpoint could not be evaluated. */
  public void notEvaluated() {
    failures.inc();
  }

  /** The dear probes of a checkpoint are done. */
  public void probed(double took) {
    probeSeconds.observe(took);
  }

  /** The dear probes of a checkpoint failed. */
  public void notProbed() {
    probeFailures.inc();
  }

  /** A record of this topic is rejected. */
  public void rejected(String topic) {
    rejected.rejected(topic);
  }
}
