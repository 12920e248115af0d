package doublegrok.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.local.check.FreePort;
import doublegrok.local.check.RefusedException;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBrokerIT {
  private static final TopicPartition WORDS = new TopicPartition("words", 0);

  @TempDir
  Path directory;

  @Test
  void keepsCommittedRecordsAcrossARestartOnOtherPorts() throws Exception {
    String before;
    try (EmbeddedBroker broker = start()) {
      before = broker.bootstrap();
      createWords(broker);
      produce(broker, true, "one", "two");
      produce(broker, false, "never");
      assertThat(committedWords(broker, 2)).containsExactly("one", "two");
    }

    try (EmbeddedBroker broker = start()) {
      produce(broker, true, "three");

      assertThat(committedWords(broker, 3)).containsExactly("one", "two", "three");
      assertThat(broker.bootstrap()).isNotEqualTo(before);
      assertThat(broker.failure()).isEmpty();
    }
  }

  @Test
  void takesARecordOfNearlyTheLargestSize() throws Exception {
    try (EmbeddedBroker broker = start()) {
      createWords(broker);
      byte[] large = new byte[BrokerSettings.MESSAGE_BYTES - 1024];

      try (Producer<byte[], byte[]> producer = producer(broker)) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(WORDS.topic(), large)).get(30, TimeUnit.SECONDS);
        producer.commitTransaction();
      }

      assertThat(committed(broker, 1).get(0)).hasSize(large.length);
    }
  }

  @Test
  void passesABatchOfTheLargestSizeFromProducerToConsumer() throws Exception {
    try (EmbeddedBroker broker = start()) {
      KafkaSettings kafka = new KafkaSettings(broker.bootstrap(), 1, Map.of());
      TopicAdmin.ensureTopics(kafka, Duration.ofSeconds(30));
      byte[] large = new byte[Topics.RECORD_BYTES_MAX - 1024];
      new SplittableRandom(1).nextBytes(large); // so that nothing makes it smaller on its way
      TopicPartition batches = new TopicPartition(Topics.BATCHES.name(), 0);

      try (var producer = new KafkaProducer<String, byte[]>(kafka.transactionalProducer("large"))) {
        producer.initTransactions();
        producer.beginTransaction();
        producer
            .send(new ProducerRecord<>(batches.topic(), "run", large))
            .get(30, TimeUnit.SECONDS);
        producer.commitTransaction();
      }

      try (var consumer = new KafkaConsumer<String, byte[]>(kafka.consumer())) {
        consumer.assign(List.of(batches));
        assertThat(consumer.poll(Duration.ofSeconds(30)))
            .singleElement()
            .satisfies(record -> assertThat(record.value()).isEqualTo(large));
      }
    }
  }

  /** As a power loss leaves it: the mark of the last transaction's end is gone. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 77, 79, 120})
  void goesOnBehindATornEndOfALog(int bytes) throws Exception {
    try (EmbeddedBroker broker = start()) {
      createWords(broker);
      produce(broker, true, "one");
      produce(broker, true, "two");
    }
    Files.delete(directory.resolve(".kafka_cleanshutdown"));
    try (FileChannel log = FileChannel.open(
        directory.resolve("words-0").resolve("00000000000000000000.log"),
        StandardOpenOption.WRITE)) {
      log.truncate(log.size() - bytes);
    }

    try (EmbeddedBroker broker = start()) {
      produce(broker, true, "three");

      assertThat(committedWords(broker, 2)).containsExactly("one", "three");
    }
  }

  /** The copy of its directory is what a kill leaves. */
  @Test
  void leavesAnOpenTransactionToItsClientThatIsStillThere() throws Exception {
    Path copy = directory.resolve("killed");
    EmbeddedBroker alive = EmbeddedBroker.start(directory.resolve("alive"));
    int port = Integer.parseInt(alive.bootstrap().replaceFirst(".*:", ""));
    try (Producer<byte[], byte[]> producer = producer(alive)) {
      createWords(alive);
      producer.beginTransaction();
      send(producer, "one");
      copyDirectory(alive.directory(), copy);
      alive.close();

      try (EmbeddedBroker broker = EmbeddedBroker.start(copy, port)) {
        send(producer, "two");
        producer.commitTransaction();

        assertThat(committedWords(broker, 2)).containsExactly("one", "two");
      }
    }
  }

  @Test
  void isNoLongerFoundOnceItIsClosing() {
    EmbeddedBroker broker = start();
    assertThat(BrokerAddress.of(directory)).contains(broker.bootstrap());

    broker.close();

    assertThat(directory.resolve("address")).doesNotExist();
    assertThat(BrokerAddress.of(directory)).isEmpty();
  }

  @Test
  void refusesADirectoryThatAnotherBrokerUses() throws Exception {
    try (EmbeddedBroker broker = start()) {
      assertThatThrownBy(() -> EmbeddedBroker.start(directory))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("another broker uses the directory " + directory);

      createWords(broker);
      assertThat(broker.failure()).isEmpty();
    }
  }

  @Test
  void refusesAPortThatIsTaken() {
    try (BoundSockets taken = BoundSockets.open(0)) {
      int port = taken.brokerPort();

      assertThatThrownBy(() -> EmbeddedBroker.start(directory, port))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("cannot listen on port " + port);
    }
  }

  @Test
  void refusesADirectoryThatIsAFile() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> EmbeddedBroker.start(file.resolve("kafka")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(file + " is a file");
  }

  @Test
  void listensOnTheLoopbackInterfaceOnly() {
    try (BoundSockets sockets = BoundSockets.open(0)) {
      assertThat(sockets.openServerSocket(BoundSockets.BROKER, null, 0, 0).socket())
          .matches(socket -> socket.getInetAddress().isLoopbackAddress());
      assertThat(sockets.openServerSocket(BoundSockets.CONTROLLER, null, 0, 0).socket())
          .matches(socket -> socket.getInetAddress().isLoopbackAddress());
    }
  }

  /** Java's own loopback address is ::1 where it is told to prefer IPv6. */
  @Test
  void listensWhereItsAddressSays() throws Exception {
    assertThat(FreePort.loopback()).isInstanceOf(Inet4Address.class);
    assertThat(FreePort.loopback().getHostAddress()).isEqualTo("127.0.0.1");
    try (BoundSockets sockets = BoundSockets.open(0)) {
      assertThat(sockets.openServerSocket(BoundSockets.BROKER, null, 0, 0).socket())
          .matches(socket -> socket.getInetAddress() instanceof Inet4Address);
    }
  }

  private EmbeddedBroker start() {
    long begin = System.nanoTime();
    EmbeddedBroker broker = EmbeddedBroker.start(directory);
    System.err.printf("broker started in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
    return broker;
  }

  private static void createWords(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      admin
          .createTopics(List.of(new NewTopic(WORDS.topic(), 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static void produce(EmbeddedBroker broker, boolean commit, String... words)
      throws Exception {
    try (Producer<byte[], byte[]> producer = producer(broker)) {
      producer.beginTransaction();
      for (String word : words) {
        send(producer, word);
      }
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private static void send(Producer<byte[], byte[]> producer, String word) throws Exception {
    byte[] value = word.getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(WORDS.topic(), value)).get(60, TimeUnit.SECONDS);
  }

  private static Producer<byte[], byte[]> producer(EmbeddedBroker broker) {
    Producer<byte[], byte[]> producer = new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrap(),
            "transactional.id",
            "test",
            "max.request.size",
            BrokerSettings.MESSAGE_BYTES),
        new ByteArraySerializer(),
        new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  private static void copyDirectory(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.copy(each, to.resolve(from.relativize(each)));
      }
    }
  }

  private static List<String> committedWords(EmbeddedBroker broker, int expected) {
    return committed(broker, expected).stream()
        .map(value -> new String(value, StandardCharsets.UTF_8))
        .toList();
  }

  private static List<byte[]> committed(EmbeddedBroker broker, int expected) {
    List<byte[]> values = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer())) {
      consumer.assign(List.of(WORDS));
      consumer.seekToBeginning(List.of(WORDS));
      for (int poll = 0; poll < 30 && values.size() < expected; poll++) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
