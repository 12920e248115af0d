package doublegrok.status;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Health of a process: its metrics, and whether the services that it runs have failed. One for each
 * process, whatever number of services it has.
 */
public final class ServiceHealth {
  private final CollectorRegistry metrics;
  private final Map<String, Supplier<Optional<Throwable>>> failures = new ConcurrentSkipListMap<>();
  private final KafkaClients clients = new KafkaClients();
  private final Map<Class<?>, Object> ones = new HashMap<>(); // guarded by this

  /** With these metrics, to which those of Kafka's clients are added. */
  public ServiceHealth(CollectorRegistry metrics) {
    this.metrics = metrics;
    clients.register(metrics);
  }

  /** With the metrics of the Java virtual machine. */
  public static ServiceHealth ofProcess() {
    CollectorRegistry metrics = new CollectorRegistry();
    DefaultExports.register(metrics);
    return new ServiceHealth(metrics);
  }

  /** Everything that {@code /metrics} shows. */
  public CollectorRegistry metrics() {
    return metrics;
  }

  /**
   * The process's one collection of metrics of this kind, which services share that come and go.
   *
   * @param register makes it when it is first asked for
   */
  public synchronized <C> C one(Class<C> kind, Function<CollectorRegistry, C> register) {
    return kind.cast(ones.computeIfAbsent(kind, asked -> register.apply(metrics)));
  }

  /**
   * From now on the process lives only as long as this service.
   *
   * @param service in words, for people
   * @param failure what made it fail, once it has
   */
  public void watch(String service, Supplier<Optional<Throwable>> failure) {
    failures.put(service, failure);
  }

  /** The process goes on without this service, unless it is another of that name by now. */
  public void unwatch(String service, Supplier<Optional<Throwable>> failure) {
    failures.remove(service, failure);
  }

  /**
   * Shows the metrics of a Kafka client, or of all those of a topology.
   *
   * @param client its name among the labels; of two with one name the later counts
   * @param measured as the client gives them
   */
  public void show(String client, Supplier<Map<MetricName, ? extends Metric>> measured) {
    clients.add(client, measured);
  }

  /** Shows these metrics no more, unless they are another client's of that name by now. */
  public void hide(String client, Supplier<Map<MetricName, ? extends Metric>> measured) {
    clients.remove(client, measured);
  }

  /** Why the process is of no use any more, if so. */
  Optional<String> fault() {
    return failures.entrySet().stream()
        .flatMap(each -> each.getValue().get().stream()
            .map(thrown -> "%s failed: %s".formatted(each.getKey(), said(thrown))))
        .findFirst();
  }

  private static String said(Throwable thrown) {
    return Optional.ofNullable(thrown.getMessage()).orElseGet(thrown::toString);
  }
}
