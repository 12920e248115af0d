package doublegrok.sweep.log;

import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicPartitions;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follower of the topic {@code sweeps} from its start on; for one thread, but for its view. */
public final class SweepFollower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SweepFollower.class);
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Consumer<String, byte[]> consumer;
  private final SweepView view = new SweepView();

  private SweepFollower(Consumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /** A follower on a cluster whose topics exist. */
  public static SweepFollower open(KafkaSettings kafka) {
    SweepFollower follower = new SweepFollower(new KafkaConsumer<>(kafka.consumer()));
    try {
      var partitions = TopicPartitions.all(follower.consumer, Topics.SWEEPS, WITHIN);
      follower.consumer.assign(partitions);
      follower.consumer.seekToBeginning(partitions);
      return follower;
    } catch (RuntimeException failure) {
      follower.close();
      throw failure;
    }
  }

  /** Takes up what comes within this time, or has come. */
  public void poll(Duration within) {
    consumer.poll(within).forEach(this::take);
  }

  /** What is known by now. */
  public SweepView view() {
    return view;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
  }

  private void take(ConsumerRecord<String, byte[]> each) {
    try {
      view.take(Topics.SWEEPS.read(each.key(), each.value()));
    } catch (UnreadableRecordException foreign) {
      log.debug("{}@{} is left to the generator's desk", each.topic(), each.offset());
    }
  }
}
