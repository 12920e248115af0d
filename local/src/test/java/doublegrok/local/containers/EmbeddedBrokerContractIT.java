package doublegrok.local.containers;

import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.pipeline.Cluster;
import doublegrok.log.KafkaSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the broker that `demo` starts. */
final class EmbeddedBrokerContractIT extends PipelineContract {
  private final EmbeddedBroker broker;

  EmbeddedBrokerContractIT(@TempDir Path directory) {
    this.broker = EmbeddedBroker.start(directory);
  }

  @Override
  KafkaSettings kafka() {
    return Cluster.embedded(broker.bootstrap());
  }

  @AfterAll
  void close() {
    broker.close();
  }
}
