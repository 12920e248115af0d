package doublegrok.log;

import doublegrok.task.families.Families;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Settings by which the services reach Kafka and read the run specs in its topics.
 *
 * @param bootstrap broker addresses, {@code host:port,...}
 * @param partitions partitions of topics that do not exist yet
 * @param client further settings of every client (TLS, SASL, ...), passed through
 * @param families that run specs may name
 */
public record KafkaSettings(
    String bootstrap, int partitions, Map<String, String> client, Families families) {
  /** The consumer group of the generator, and its application id. */
  public static final String GENERATOR_GROUP = "doublegrok-generator";

  /** The consumer group of the generator's part for sweeps, and its application id. */
  public static final String SWEEPS_GROUP = "doublegrok-sweeps";

  /** After this long without a sign of life another member takes over a dead one's partitions. */
  public static final int SESSION_MILLIS = 10_000;

  /** A fetch of a service that waits for records is answered after this long, if none comes. */
  public static final int IDLE_FETCH_MILLIS = 1000;

  /** So long everybody waits for a broker that is away, before giving up. */
  public static final Duration BROKER_AWAY_MAX = Duration.ofMinutes(15);

  public KafkaSettings {
    client = Map.copyOf(client);
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, was " + partitions);
    }
  }

  /** Settings for run specs of the families that come with the program. */
  public KafkaSettings(String bootstrap, int partitions, Map<String, String> client) {
    this(bootstrap, partitions, client, Families.builtIn());
  }

  /** The same settings for run specs of other families. */
  public KafkaSettings with(Families others) {
    return new KafkaSettings(bootstrap, partitions, client, others);
  }

  /** Settings that every client shares. */
  public Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    return settings;
  }

  /** A consumer of committed records only, that begins at the start of the log. */
  public Map<String, Object> consumer() {
    Map<String, Object> settings = common();
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topics.RECORD_BYTES_MAX);
    return settings;
  }

  /** A producer that partitions by run and waits for all replicas. */
  public Map<String, Object> producer() {
    Map<String, Object> settings = common();
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, RunPartitioner.class);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.RECORD_BYTES_MAX);
    return settings;
  }

  /** A producer whose records become visible by transaction. */
  public Map<String, Object> transactionalProducer(String transactionalId) {
    Map<String, Object> settings = producer();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    return settings;
  }

  /** Everything but the client settings, which may hold secrets. */
  @Override
  public String toString() {
    return "KafkaSettings[bootstrap=%s, partitions=%d, client=%s, families=%s]"
        .formatted(bootstrap, partitions, client.keySet(), families.names());
  }
}
