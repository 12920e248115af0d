package doublegrok.bench;

import doublegrok.bench.Rounds.Measurement;
import doublegrok.log.KafkaSettings;
import doublegrok.log.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Section about the embedded broker alone: large records written and read. */
final class BrokerSection {
  private static final int RECORD_BYTES = 256 << 10;
  private static final int RECORDS = 256;
  private static final int QUICK_RECORDS = 4;
  private static final double MEGA = 1e6;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final TopicPartition PLACE = new TopicPartition(Topics.BATCHES.name(), 0);

  private BrokerSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    int records = setting.times(RECORDS, QUICK_RECORDS);
    byte[] value = new byte[RECORD_BYTES];
    new Random(0).nextBytes(value);
    try (Program broker = Program.broker(setting, setting.newDirectory("broker"))) {
      KafkaSettings kafka = broker.kafka();
      write(kafka, records, value);
      Measurement write =
          () -> records / Stopwatch.ONCE.seconds(() -> write(kafka, records, value));
      Measurement read = () -> records / Stopwatch.ONCE.seconds(() -> read(kafka, records));
      List<Samples> found = setting.inTurn(List.of(write, read));
      report("write", found.get(0), report);
      report("read", found.get(1), report);
    }
    report.remark(
        ("Records of %d KiB, %d a sample, one producer (acks=all) and one consumer; the broker in"
                + " a process of its own, connecting included.")
            .formatted(RECORD_BYTES >> 10, records));
  }

  private static void report(String subject, Samples speed, Report report) {
    report.figure(subject, "records", "/s", speed);
    report.figure(subject, "bytes", "MB/s", speed.times(RECORD_BYTES / MEGA));
  }

  private static void write(KafkaSettings kafka, int records, byte[] value) throws Exception {
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(kafka.producer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        sent.add(
            producer.send(new ProducerRecord<>(PLACE.topic(), PLACE.partition(), "bench", value)));
      }
      producer.flush();
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  private static void read(KafkaSettings kafka, int records) {
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
      consumer.assign(List.of(PLACE));
      consumer.seekToBeginning(List.of(PLACE));
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (int seen = 0;
          seen < records;
          seen += consumer.poll(Duration.ofSeconds(1)).count()) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException(
              "the broker gave %d of %d records within %s".formatted(seen, records, PATIENCE));
        }
      }
    }
  }
}
