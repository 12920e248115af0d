package doublegrok.trainer;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.TopicPartitions;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.record.SequenceBatch;
import doublegrok.trainer.BatchRules.RefusedBatchException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The run's batches, in order, from its one partition. The checkpoint owns the position: an offset
 * is only where to look first, the batch's index decides. What cannot be trained on is rejected,
 * and leaves a gap.
 */
final class BatchReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);
  private static final Duration METADATA_WITHIN = Duration.ofSeconds(30);

  private final BatchRules rules;
  private final Refusal refusal;
  private final Consumer<String, byte[]> consumer;
  private final RepeatedBatches repeated = new RepeatedBatches();
  private Iterator<ConsumerRecord<String, byte[]>> fetched = Collections.emptyIterator();
  private long nextOffset;
  private long newestIndex = -1;
  private TopicPartition partition;

  /** Is told of a record that is no batch of the run, though it stands where one should. */
  interface Refusal {
    void of(ConsumerRecord<String, byte[]> record, String reason) throws InterruptedException;
  }

  private BatchReader(BatchRules rules, Refusal refusal, Consumer<String, byte[]> consumer) {
    this.rules = rules;
    this.refusal = refusal;
    this.consumer = consumer;
  }

  /**
   * A reader of the run's batches.
   *
   * @param offset where to look first; empty for the start of the log
   */
  static BatchReader open(
      KafkaSettings kafka, BatchRules rules, Refusal refusal, OptionalLong offset) {
    return of(new KafkaConsumer<>(kafka.consumer()), rules, refusal, offset);
  }

  /** A reader with this consumer, which it owns: it is closed even if this fails. */
  static BatchReader of(
      Consumer<String, byte[]> consumer, BatchRules rules, Refusal refusal, OptionalLong offset) {
    BatchReader reader = new BatchReader(rules, refusal, consumer);
    try {
      reader.seek(offset);
      return reader;
    } catch (RuntimeException failure) {
      reader.close();
      throw failure;
    }
  }

  /** The batch with this index, or empty if the log did not give it within a short while. */
  Optional<TrainingBatch> poll(long index) throws InterruptedException {
    if (!fetched.hasNext()) {
      fetched = consumer.poll(POLL).iterator();
    }
    while (fetched.hasNext()) {
      ConsumerRecord<String, byte[]> next = fetched.next();
      Optional<TrainingBatch> batch = own(next);
      newestIndex = batch.map(TrainingBatch::index).orElse(newestIndex);
      if (batch.isPresent() && newestIndex == index) {
        nextOffset = next.offset() + 1;
        return batch;
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the log has gone on with a later batch than this, or with one whose sequences are in a
   * batch that was not read: then it is lost.
   */
  boolean passed(long index) {
    return newestIndex > index || repeated.unresolvedFrom(index);
  }

  /** The batch from which on the log is needed again, where this one is lost. */
  long neededFrom(long index) {
    return repeated.neededFor(index);
  }

  /** Offset just behind the last batch that was given out; 0 before the first. */
  long nextOffset() {
    return nextOffset;
  }

  /** Offset up to which the log is read, all of it for certain after a poll that gave nothing. */
  OptionalLong position() {
    try {
      return OptionalLong.of(consumer.position(partition, POLL));
    } catch (TimeoutException unknown) {
      return OptionalLong.empty();
    }
  }

  /** What the consumer measures of itself. */
  Map<MetricName, ? extends Metric> measured() {
    return consumer.metrics();
  }

  /** Number of the run's partition. */
  int partition() {
    return partition.partition();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
  }

  private void seek(OptionalLong offset) {
    partition = TopicPartitions.of(consumer, Topics.BATCHES, rules.run(), METADATA_WITHIN);
    consumer.assign(List.of(partition));
    if (offset.isPresent()) {
      consumer.seek(partition, offset.getAsLong());
    } else {
      consumer.seekToBeginning(List.of(partition));
    }
  }

  private Optional<TrainingBatch> own(ConsumerRecord<String, byte[]> next)
      throws InterruptedException {
    if (isOfAnotherRun(next.key())) {
      return Optional.empty();
    }
    try {
      SequenceBatch batch = Topics.BATCHES.read(next.key(), next.value());
      Optional<TrainingBatch> accepted = repeated.resolved(batch).map(rules::accepted);
      repeated.hold(batch);
      return accepted;
    } catch (UnreadableRecordException | RefusedBatchException unfit) { // a gap shows at the next
      refusal.of(next, unfit.getMessage());
    }
    return Optional.empty();
  }

  /** Then it is another trainer's to judge; what can be of no run is for whoever meets it. */
  private boolean isOfAnotherRun(String key) {
    if (key == null) {
      return false;
    }
    String named = RecordKeys.runOf(key);
    return !named.equals(rules.run()) && RecordKeys.isRunName(named);
  }
}
