package doublegrok.status;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Collection;

/** Counter of the records that a service rejects, by their topic. */
public final class RejectedRecords {
  private final Counter rejected;

  /**
   * A counter that is shown from now on, at 0 of each topic until one of its records is rejected.
   *
   * @param service whose name it has
   * @param topics that the service reads
   */
  public RejectedRecords(CollectorRegistry registry, String service, Collection<String> topics) {
    rejected = Counter.build(
            "doublegrok_%s_rejected_records_total".formatted(service),
            "Records that were rejected, by their topic.")
        .labelNames("topic")
        .register(registry);
    topics.forEach(rejected::labels);
  }

  /** A record of this topic is rejected. */
  public void rejected(String topic) {
    rejected.labels(topic).inc();
  }
}
