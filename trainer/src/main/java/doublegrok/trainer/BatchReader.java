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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
  private static final Duration METADATA_WITHIN = Duration.ofSeconds(30);

  private final String run;
  private final KafkaConsumer<String, byte[]> consumer;
  private Iterator<ConsumerRecord<String, byte[]>> fetched = Collections.emptyIterator();
  private long nextOffset;
  private long newestIndex = -1;

  private BatchReader(String run, KafkaConsumer<String, byte[]> consumer) {
    this.run = run;
    this.consumer = consumer;
  }

  /**
   * A reader of the run's batches.
   *
   * @param offset where to look first; empty for the start of the log
   */
  static BatchReader open(KafkaSettings kafka, String run, OptionalLong offset) {
    KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer());
    BatchReader reader = new BatchReader(run, consumer);
    int partitions =
        consumer.partitionsFor(Topics.BATCHES.name(), METADATA_WITHIN).size();
    var own = new TopicPartition(Topics.BATCHES.name(), RecordKeys.partition(run, partitions));
    consumer.assign(List.of(own));
    if (offset.isPresent()) {
      consumer.seek(own, offset.getAsLong());
    } else {
      consumer.seekToBeginning(List.of(own));
    }
    return reader;
  }

  /** The batch with this index, or empty if the log did not give it within a short while. */
  Optional<SequenceBatch> poll(long index) {
    if (!fetched.hasNext()) {
      fetched = consumer.poll(POLL).iterator();
    }
    while (fetched.hasNext()) {
      ConsumerRecord<String, byte[]> next = fetched.next();
      nextOffset = next.offset() + 1;
      Optional<SequenceBatch> batch = own(next);
      if (batch.isPresent() && batch.get().getIndex() == index) {
        return batch;
      }
      newestIndex = batch.map(SequenceBatch::getIndex).orElse(newestIndex);
    }
    return Optional.empty();
  }

  /** Whether the log has gone on with a later batch than this: then it is lost. */
  boolean passed(long index) {
    return newestIndex > index;
  }

  /** Offset behind the last batch that was given out. */
  long nextOffset() {
    return nextOffset;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
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
