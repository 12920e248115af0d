package doublegrok.evaluator.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.util.Collection;

/** What an evaluator does, beside what it knows of the runs. */
public final class EvaluatorMetrics {
  private static final String PREFIX = "doublegrok_evaluator_";
  private static final double[] SECONDS = {.05, .1, .2, .5, 1, 2, 5, 10, 20, 60, 300, 1200};

  private final Histogram seconds;
  private final Counter failures;
  private final Counter rejected;

  /**
   * Metrics that are in the registry from now on.
   *
   * @param topics of which records may be rejected
   */
  public EvaluatorMetrics(CollectorRegistry registry, Collection<String> topics) {
    seconds = Histogram.build(
            PREFIX + "evaluation_seconds", "Time that evaluating a checkpoint took.")
        .buckets(SECONDS)
        .register(registry);
    failures = Counter.build(
            PREFIX + "evaluation_failures_total", "Checkpoints that could not be evaluated.")
        .register(registry);
    rejected = Counter.build(
            PREFIX + "rejected_records_total", "Records that were rejected, by their topic.")
        .labelNames("topic")
        .register(registry);
    topics.forEach(rejected::labels);
  }

  /** A checkpoint is evaluated on all its sets. */
  public void evaluated(double took) {
    seconds.observe(took);
  }

  /** A checkpoint could not be evaluated. */
  public void notEvaluated() {
    failures.inc();
  }

  /** A record of this topic is rejected. */
  public void rejected(String topic) {
    rejected.labels(topic).inc();
  }
}
