package doublegrok.local.pipeline;

import doublegrok.generator.GeneratorApp;
import doublegrok.local.broker.BrokerAddress;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.check.RefusedException;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The Kafka that a command talks to: a cluster, the broker that runs in a data directory, or that
 * directory's broker started for as long as the command takes.
 */
public final class Cluster implements AutoCloseable {
  /** Every partition costs files and memory; runs that share one only read past each other. */
  private static final int PARTITIONS = 2;

  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final Deque<AutoCloseable> opened;

  private Cluster(KafkaSettings kafka, Deque<AutoCloseable> opened) {
    this.kafka = kafka;
    this.opened = opened;
  }

  /** A cluster that runs. */
  public static Cluster running(KafkaSettings kafka) {
    return new Cluster(kafka, new ArrayDeque<>());
  }

  /**
   * The Kafka of a data directory.
   *
   * @param answering whether commands are to be obeyed: without a running broker a generator is
   *     started too
   * @param reaching how to reach the broker at an address
   * @throws RefusedException if there is no Kafka in the directory
   */
  public static Cluster of(
      DataDirectory directory, boolean answering, Function<String, KafkaSettings> reaching) {
    if (!Files.isDirectory(directory.kafka())) {
      throw new RefusedException(
          "there are no runs in %s; name another with --dir, or a cluster with --bootstrap"
              .formatted(directory.root()));
    }
    return reached(directory, answering, reaching);
  }

  /**
   * The Kafka of a data directory, which is made if there is none.
   *
   * @param reaching how to reach the broker at an address
   */
  public static Cluster in(DataDirectory directory, Function<String, KafkaSettings> reaching) {
    return reached(directory, false, reaching);
  }

  private static Cluster reached(
      DataDirectory directory, boolean answering, Function<String, KafkaSettings> reaching) {
    Optional<String> address = BrokerAddress.of(directory.kafka());
    return address.isPresent()
        ? running(reaching.apply(address.get()))
        : started(directory, answering, reaching);
  }

  /**
   * How to reach an embedded broker. One request at a time keeps a producer's second from
   * overtaking the first of a transaction, which a busy broker puts off: it would refuse the second
   * and say so as an error.
   */
  public static KafkaSettings embedded(String address) {
    return embedded(address, Map.of());
  }

  /**
   * The same for one that asks who somebody is.
   *
   * @param login settings of a client
   */
  public static KafkaSettings embedded(String address, Map<String, String> login) {
    Map<String, String> client = new HashMap<>(login);
    client.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    return new KafkaSettings(address, PARTITIONS, client);
  }

  /** How clients reach it. */
  public KafkaSettings kafka() {
    return kafka;
  }

  /** Whether the broker runs for this command alone, so that nothing else can be running. */
  public boolean own() {
    return !opened.isEmpty();
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception late) {
        throw new IllegalStateException("the broker did not close: " + late, late);
      }
    }
  }

  private static Cluster started(
      DataDirectory directory, boolean answering, Function<String, KafkaSettings> reaching) {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    EmbeddedBroker broker = EmbeddedBroker.start(directory.kafka());
    opened.push(broker);
    Cluster cluster = new Cluster(reaching.apply(broker.address()), opened);
    try {
      TopicAdmin.ensureTopics(cluster.kafka, TOPICS_WITHIN);
      if (answering) {
        opened.push(GeneratorApp.start(cluster.kafka, directory.state("generator")));
      }
      return cluster;
    } catch (RuntimeException | Error failure) {
      cluster.close();
      throw failure;
    }
  }
}
