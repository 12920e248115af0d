package doublegrok.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

final class KafkaSettingsTest {
  private static final String SECRET = "username=me password=tiger";
  private static final Map<String, String> CLIENT = Map.of(
      "sasl.jaas.config", SECRET,
      "security.protocol", "SASL_SSL",
      "isolation.level", "read_uncommitted",
      "bootstrap.servers", "elsewhere:9");
  private final KafkaSettings settings = new KafkaSettings("here:9092", 6, CLIENT);

  @Test
  void consumersSeeCommittedRecordsOnlyFromTheStart() {
    assertThat(settings.consumer())
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("auto.offset.reset", "earliest")
        .containsEntry("enable.auto.commit", false)
        .doesNotContainKey("group.id");
  }

  @Test
  void producersPartitionByRunAndWaitForAllReplicas() {
    assertThat(settings.transactionalProducer("trainer-a"))
        .containsEntry("partitioner.class", RunPartitioner.class)
        .containsEntry("acks", "all")
        .containsEntry("transactional.id", "trainer-a")
        .containsEntry("max.request.size", Topics.RECORD_BYTES_MAX);
    assertThat(settings.producer()).doesNotContainKey("transactional.id");
  }

  @Test
  void kafkaAcceptsWhatIsMade() {
    KafkaSettings plain = new KafkaSettings("localhost:9092", 1, Map.of());

    new ConsumerConfig(plain.consumer());
    new ProducerConfig(plain.transactionalProducer("a"));
  }

  @Test
  void everyClientGetsTheClientSettingsAndTheBootstrap() {
    assertThat(List.of(
            settings.common(),
            settings.consumer(),
            settings.producer(),
            settings.transactionalProducer("a")))
        .allSatisfy(each -> assertThat(each)
            .containsEntry("bootstrap.servers", "here:9092")
            .containsEntry("sasl.jaas.config", SECRET)
            .containsEntry("security.protocol", "SASL_SSL"));
  }

  @Test
  void noSecretIsShown() {
    assertThat(settings.toString())
        .contains("here:9092", "sasl.jaas.config")
        .doesNotContain("tiger", "me password");
  }

  @Test
  void whoeverChangesTheMapAfterwardsChangesNothing() {
    Map<String, String> client = new HashMap<>(Map.of("a", "b"));
    KafkaSettings copied = new KafkaSettings("here:9092", 1, client);

    client.put("c", "d");
    copied.common().put("e", "f");

    assertThat(copied.common()).containsOnlyKeys("a", "bootstrap.servers");
  }

  @Test
  void aTopicHasAtLeastOnePartition() {
    assertThatThrownBy(() -> new KafkaSettings("here:9092", 0, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("partitions must be at least 1, was 0");
  }
}
