package doublegrok.trainer;

import doublegrok.record.SequenceBatch;
import doublegrok.schemas.KafkaSettings;
import doublegrok.schemas.RecordKeys;
import doublegrok.schemas.Topics;
import doublegrok.schemas.UnreadableRecordException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The run's batches, in order, from its one partition. The checkpoint owns the position: an offset
 * is only where to look first, the batch's index decides.
 */
final class BatchReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BatchReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);
  private static final Duration METADATA_WITHIN = Duration.ofSeconds(30);

  private final String run;
  private final Consumer<String, byte[]> consumer;
  private Iterator<ConsumerRecord<String, byte[]>> fetched = Collections.emptyIterator();
  private long nextOffset;
  private long newestIndex = -1;

  private BatchReader(String run, Consumer<String, byte[]> consumer) {
    this.run = run;
    this.consumer = consumer;
  }

  /**
   * A reader of the run's batches.
   *
   * @param offset where to look first; empty for the start of the log
   */
  static BatchReader open(KafkaSettings kafka, String run, OptionalLong offset) {
    return of(new KafkaConsumer<>(kafka.consumer()), run, offset);
  }

  /** A reader with this consumer, which it owns: it is closed even if this fails. */
  static BatchReader of(Consumer<String, byte[]> consumer, String run, OptionalLong offset) {
    BatchReader reader = new BatchReader(run, consumer);
    try {
      reader.seek(offset);
      return reader;
    } catch (RuntimeException failure) {
      reader.close();
      throw failure;
    }
  }

  /** The batch with this index, or empty if the log did not give it within a short while. */
  Optional<SequenceBatch> poll(long index) {
    if (!fetched.hasNext()) {
      fetched = consumer.poll(POLL).iterator();
    }
    while (fetched.hasNext()) {
      ConsumerRecord<String, byte[]> next = fetched.next();
      Optional<SequenceBatch> batch = own(next);
      newestIndex = batch.map(SequenceBatch::getIndex).orElse(newestIndex);
      if (batch.isPresent() && newestIndex == index) {
        nextOffset = next.offset() + 1;
        return batch;
      }
    }
    return Optional.empty();
  }

  /** Whether the log has gone on with a later batch than this: then it is lost. */
  boolean passed(long index) {
    return newestIndex > index;
  }

  /** Offset just behind the last batch that was given out; 0 before the first. */
  long nextOffset() {
    return nextOffset;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
  }

  private void seek(OptionalLong offset) {
    String topic = Topics.BATCHES.name();
    List<PartitionInfo> partitions = consumer.partitionsFor(topic, METADATA_WITHIN);
    if (partitions == null || partitions.isEmpty()) {
      throw new IllegalStateException("the topic %s does not exist".formatted(topic));
    }
    var own = new TopicPartition(topic, RecordKeys.partition(run, partitions.size()));
    consumer.assign(List.of(own));
    if (offset.isPresent()) {
      consumer.seek(own, offset.getAsLong());
    } else {
      consumer.seekToBeginning(List.of(own));
    }
  }

  private Optional<SequenceBatch> own(ConsumerRecord<String, byte[]> next) {
    if (!run.equals(next.key())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Topics.BATCHES.codec().decode(next.value()));
    } catch (UnreadableRecordException unreadable) { // a gap shows at the next batch
      log.warn("{}@{} is no batch: {}", next.topic(), next.offset(), unreadable.getMessage());
      return Optional.empty();
    }
  }
}
