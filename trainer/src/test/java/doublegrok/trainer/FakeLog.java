package doublegrok.trainer;

import doublegrok.log.RunPartitioner;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.SequenceBatch;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka as a trainer sees it, in memory: one partition of batches, and what was published. */
final class FakeLog {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.BATCHES.name(), 0);

  final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  final MockProducer<String, byte[]> producer;
  final FakeTestimony testimony = new FakeTestimony();
  final Map<Long, String> refused = new TreeMap<>();
  final TrainerMetrics metrics = Given.metrics();
  private final AtomicLong nanos = new AtomicLong();
  private long end;

  FakeLog() {
    this(new MockProducer<>(
        true, new RunPartitioner(), new StringSerializer(), new ByteArraySerializer()));
  }

  FakeLog(MockProducer<String, byte[]> producer) {
    this.producer = producer;
    consumer.updatePartitions(
        PARTITION.topic(), List.of(new PartitionInfo(PARTITION.topic(), 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
  }

  BatchReader reader(OptionalLong offset) {
    BatchRules rules =
        new BatchRules(Given.RUN, Given.SPEC, Given.SPEC.training().steps());
    return BatchReader.of(
        consumer, rules, (record, reason) -> refused.put(record.offset(), reason), offset);
  }

  Publisher publisher() {
    return publisher(() -> false);
  }

  Publisher publisher(TrainerMetrics told) {
    return Publisher.of(transactions(), Given.RUN, () -> false, told);
  }

  Publisher publisher(BooleanSupplier stopped) {
    return Publisher.of(transactions(), Given.RUN, stopped, metrics);
  }

  /** Each pause lasts a second of a clock of its own. */
  private Transactions transactions() {
    try {
      return Transactions.open(
          Given.RUN,
          Given.TRAINER,
          () -> producer,
          testimony,
          nanos::get,
          () -> nanos.addAndGet(1_000_000_000));
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Appends batches of the run; a reader must be open. */
  void append(long... indices) {
    for (long index : indices) {
      append(Given.batch(index));
    }
  }

  void append(SequenceBatch batch) {
    append(batch.getRun(), Topics.BATCHES.codec().encode(batch));
  }

  void append(String key, byte[] value) {
    consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, end++, key, value));
  }

  /** At the poll with this number, counted from 1; earlier ones must be scheduled before. */
  void atPoll(int number, Runnable task) {
    for (int i = 1; i < number; i++) {
      consumer.scheduleNopPollTask();
    }
    consumer.schedulePollTask(task);
  }

  /** What was published and committed to a topic, in order. */
  <V extends SpecificRecord> List<V> published(Topic<V> topic) {
    return producer.history().stream()
        .filter(each -> each.topic().equals(topic.name()))
        .map(each -> topic.codec().decode(each.value()))
        .toList();
  }
}
