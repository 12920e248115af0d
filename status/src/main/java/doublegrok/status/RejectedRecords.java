package doublegrok.status;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Collection;

/** Counter of the records that a process rejects beside its evaluations, by their topic. */
public final class RejectedRecords {
  private final Counter rejected;

  RejectedRecords(CollectorRegistry registry) {
    // The name is older than the viewer: who reads it need not know which service rejects.
    rejected = Counter.build(
            "doublegrok_evaluator_rejected_records_total",
            "Records that were rejected, by their topic.")
        .labelNames("topic")
        .register(registry);
  }

  /** Shows these topics from now on, at 0 until one of their records is rejected. */
  public RejectedRecords of(Collection<String> topics) {
    topics.forEach(rejected::labels);
    return this;
  }

  /** A record of this topic is rejected. */
  public void rejected(String topic) {
    rejected.labels(topic).inc();
  }
}
