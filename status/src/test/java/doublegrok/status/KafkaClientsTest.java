package doublegrok.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

final class KafkaClientsTest {
  private final CollectorRegistry registry = new CollectorRegistry();
  private final ServiceHealth health = new ServiceHealth(registry);
  private final Map<MetricName, Metric> measured = new LinkedHashMap<>();

  @Test
  void addsUpTheLagOfATopicsPartitions() {
    lag("consumer-1", "doublegrok.work", 3);
    lag("consumer-2", "doublegrok.work", 4);
    lag("consumer-1", "doublegrok.steps", 1);
    lag("consumer-1", "doublegrok.steps", Double.NaN);
    lag("view-StreamThread-1-restore-consumer", "doublegrok.steps", 900);

    health.show("view", () -> measured);

    assertThat(lagOf("view", "doublegrok.work")).isEqualTo(7);
    assertThat(lagOf("view", "doublegrok.steps")).isEqualTo(1);
  }

  @Test
  void addsUpRequestsAndShowsTheSlowestLatencyInSeconds() {
    put("consumer-metrics", "request-total", Map.of("client-id", "c"), 10);
    put("producer-metrics", "request-total", Map.of("client-id", "p"), 5);
    put("consumer-node-metrics", "request-total", Map.of("client-id", "c"), 10);
    put("producer-metrics", "request-latency-avg", Map.of("client-id", "p"), 20);
    put("producer-metrics", "request-latency-avg", Map.of("client-id", "q"), 30);
    put("consumer-fetch-manager-metrics", "fetch-latency-avg", Map.of(), Double.NaN);

    health.show("view", () -> measured);

    assertThat(sample("doublegrok_kafka_requests_total")).isEqualTo(15);
    assertThat(sample("doublegrok_kafka_produce_latency_seconds")).isEqualTo(.03);
    assertThat(sample("doublegrok_kafka_fetch_latency_seconds")).isNull();
  }

  @Test
  void ofTwoClientsWithOneNameTheLaterCounts() {
    lag("consumer-1", "doublegrok.work", 3);

    health.show("view", () -> measured);
    health.show("view", Map::of);

    assertThat(lagOf("view", "doublegrok.work")).isNull();
  }

  private Double sample(String name) {
    return registry.getSampleValue(name, new String[] {"client"}, new String[] {"view"});
  }

  private Double lagOf(String client, String topic) {
    return registry.getSampleValue(
        "doublegrok_kafka_consumer_lag_records",
        new String[] {"client", "topic"},
        new String[] {client, topic});
  }

  private void lag(String client, String topic, double records) {
    Map<String, String> tags =
        Map.of("client-id", client, "topic", topic, "partition", "" + measured.size());
    put("consumer-fetch-manager-metrics", "records-lag", tags, records);
  }

  private void put(String group, String name, Map<String, String> tags, double value) {
    MetricName metric = new MetricName(name, group, "", tags);
    measured.put(metric, new Metric() {
      @Override
      public MetricName metricName() {
        return metric;
      }

      @Override
      public Object metricValue() {
        return value;
      }
    });
  }
}
