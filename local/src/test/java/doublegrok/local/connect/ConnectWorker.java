package doublegrok.local.connect;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo.TaskState;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.storage.FileOffsetBackingStore;
import org.apache.kafka.connect.util.FutureCallback;

/**
 * Worker of Kafka Connect in this process: what connect-standalone starts, except its HTTP server,
 * whose Jetty is another than the page's.
 */
final class ConnectWorker implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final StandaloneHerder herder;

  private ConnectWorker(StandaloneHerder herder) {
    this.herder = herder;
  }

  /** Starts one by the properties of a worker. */
  static ConnectWorker start(Map<String, String> properties) {
    Plugins plugins = new Plugins(properties);
    ClassLoader before = plugins.compareAndSwapWithDelegatingLoader();
    try {
      StandaloneConfig config = new StandaloneConfig(properties);
      ConnectorClientConfigOverridePolicy policy = plugins.newPlugin(
          config.getString(WorkerConfig.CONNECTOR_CLIENT_POLICY_CLASS_CONFIG),
          config,
          ConnectorClientConfigOverridePolicy.class);
      FileOffsetBackingStore offsets = new FileOffsetBackingStore(plugins.newInternalConverter(
          true, JsonConverter.class.getName(), Map.of("schemas.enable", "false")));
      offsets.configure(config);
      Worker worker = new Worker("here", Time.SYSTEM, plugins, config, offsets, policy);
      StandaloneHerder herder = new StandaloneHerder(worker, config.kafkaClusterId(), policy);
      herder.start();
      return new ConnectWorker(herder);
    } finally {
      Plugins.compareAndSwapLoaders(before);
    }
  }

  /** Starts a connector by its properties. */
  void add(Map<String, String> connector) throws Exception {
    FutureCallback<Herder.Created<ConnectorInfo>> added = new FutureCallback<>();
    herder.putConnectorConfig(connector.get("name"), connector, false, added);
    added.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** How a connector's tasks are. */
  List<TaskState> tasks(String connector) {
    return herder.connectorStatus(connector).tasks();
  }

  @Override
  public void close() {
    herder.stop();
  }
}
