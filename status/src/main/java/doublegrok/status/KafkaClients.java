package doublegrok.status;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** The few of Kafka's own metrics that tell whether a service keeps up with its broker. */
final class KafkaClients extends Collector {
  private static final String FETCHES = "consumer-fetch-manager-metrics";
  private static final List<String> NETWORK = List.of("consumer-metrics", "producer-metrics");

  /** It reads what a topology remembers, not what is left to do. */
  private static final String RESTORING = "restore-consumer";

  private final Map<String, Supplier<Map<MetricName, ? extends Metric>>> clients =
      new ConcurrentSkipListMap<>();

  void add(String client, Supplier<Map<MetricName, ? extends Metric>> measured) {
    clients.put(client, measured);
  }

  void remove(String client, Supplier<Map<MetricName, ? extends Metric>> measured) {
    clients.remove(client, measured);
  }

  @Override
  public List<MetricFamilySamples> collect() {
    GaugeMetricFamily lag = new GaugeMetricFamily(
        "doublegrok_kafka_consumer_lag_records",
        "Records on a topic's assigned partitions that the client has yet to fetch.",
        List.of("client", "topic"));
    CounterMetricFamily requests = new CounterMetricFamily(
        "doublegrok_kafka_requests",
        "Requests sent to brokers by the client's consumers and producers at hand.",
        List.of("client"));
    GaugeMetricFamily fetching = new GaugeMetricFamily(
        "doublegrok_kafka_fetch_latency_seconds",
        "Mean time that a broker lately took to answer a fetch, of the slowest consumer.",
        List.of("client"));
    GaugeMetricFamily producing = new GaugeMetricFamily(
        "doublegrok_kafka_produce_latency_seconds",
        "Mean time that a broker lately took to answer a producer, of the slowest one.",
        List.of("client"));
    clients.forEach((client, measured) -> {
      Map<MetricName, ? extends Metric> all = measured.get();
      lags(all).forEach((topic, records) -> lag.addMetric(List.of(client, topic), records));
      requests.addMetric(List.of(client), requests(all));
      latency(all, FETCHES, "fetch-latency-avg", client, fetching);
      latency(all, "producer-metrics", "request-latency-avg", client, producing);
    });
    return List.of(lag, requests, fetching, producing);
  }

  private static Map<String, Double> lags(Map<MetricName, ? extends Metric> all) {
    Map<String, Double> lags = new TreeMap<>();
    all.forEach((name, metric) -> {
      boolean ofPartition = name.group().equals(FETCHES) && name.name().equals("records-lag");
      boolean restoring = name.tags().getOrDefault("client-id", "").endsWith(RESTORING);
      if (ofPartition && !restoring && Double.isFinite(number(metric))) {
        lags.merge(name.tags().getOrDefault("topic", ""), number(metric), Double::sum);
      }
    });
    return lags;
  }

  private static double requests(Map<MetricName, ? extends Metric> all) {
    return all.entrySet().stream()
        .filter(each -> NETWORK.contains(each.getKey().group()))
        .filter(each -> each.getKey().name().equals("request-total"))
        .mapToDouble(each -> number(each.getValue()))
        .filter(Double::isFinite)
        .sum();
  }

  /** Kafka says NaN while nothing was measured. */
  private static void latency(
      Map<MetricName, ? extends Metric> all,
      String group,
      String name,
      String client,
      GaugeMetricFamily family) {
    all.entrySet().stream()
        .filter(each -> each.getKey().group().equals(group))
        .filter(each -> each.getKey().name().equals(name))
        .mapToDouble(each -> number(each.getValue()))
        .filter(Double::isFinite)
        .max()
        .ifPresent(millis -> family.addMetric(List.of(client), millis / 1e3));
  }

  private static double number(Metric metric) {
    return metric.metricValue() instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
