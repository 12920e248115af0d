package doublegrok.local.containers;

import doublegrok.log.KafkaSettings;
import java.util.Map;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The contract on Kafka as it is released: in a container, with the defaults of its image. */
@Testcontainers(disabledWithoutDocker = true)
final class KafkaContainerContractIT extends PipelineContract {
  private static final int PARTITIONS = 8;

  @Container
  private static final KafkaContainer KAFKA =
      new KafkaContainer(Images.kafka()).withStartupTimeout(ExampleRuns.PATIENCE);

  @Override
  KafkaSettings kafka() {
    return new KafkaSettings(KAFKA.getBootstrapServers(), PARTITIONS, Map.of());
  }
}
