package doublegrok.control;

import doublegrok.log.EventDetails;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicPartitions;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.record.RunEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Looks for the event that answers a command. */
final class AnswerReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final KafkaConsumer<String, byte[]> consumer;

  private AnswerReader(KafkaConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /** A reader of the events that come to a run's partition from now on. */
  static AnswerReader fromNowOn(KafkaSettings kafka, String run) {
    AnswerReader reader = new AnswerReader(new KafkaConsumer<>(kafka.consumer()));
    try {
      reader.seekToEnd(run);
      return reader;
    } catch (RuntimeException failure) {
      reader.close();
      throw failure;
    }
  }

  /** The answer to a command, or empty if none comes in time. */
  Optional<RunEvent> await(String command, Duration within) {
    long until = System.nanoTime() + within.toNanos();
    while (System.nanoTime() < until) {
      for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
        Optional<RunEvent> event = event(each)
            .filter(found -> command.equals(found.getDetails().get(EventDetails.COMMAND)));
        if (event.isPresent()) {
          return event;
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
  }

  private void seekToEnd(String run) {
    TopicPartition own = TopicPartitions.of(consumer, Topics.EVENTS, run, CommandLog.WITHIN);
    consumer.assign(List.of(own));
    long end = consumer.endOffsets(List.of(own), CommandLog.WITHIN).get(own);
    consumer.seek(own, end);
  }

  private static Optional<RunEvent> event(ConsumerRecord<String, byte[]> each) {
    try {
      return Optional.of(Topics.EVENTS.codec().decode(each.value()));
    } catch (UnreadableRecordException foreign) {
      return Optional.empty();
    }
  }
}
