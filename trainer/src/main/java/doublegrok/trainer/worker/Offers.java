package doublegrok.trainer.worker;

import doublegrok.log.KafkaSettings;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.record.RunOffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers from the queue, one at a time, each of which is decided at once; for one thread. */
final class Offers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Offers.class);
  private static final Duration DECIDED_WITHIN = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final ShareConsumer<String, byte[]> consumer;

  private Offers(ShareConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Decision on an offer. */
  interface Decision {
    /** Whether the offer is dealt with; if not, somebody gets it again. */
    boolean dealtWith(RunOffer offer);
  }

  /** As a member of the group, which is prepared. */
  static Offers open(KafkaSettings kafka) {
    var settings = kafka.consumer();
    settings
        .keySet()
        .removeAll(List.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG));
    settings.putAll(Map.of(
        ConsumerConfig.GROUP_ID_CONFIG,
        ShareGroup.NAME,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        1,
        ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
        "explicit",
        // Otherwise one worker holds a whole batch of offers while the others starve.
        ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
        "record_limit"));
    KafkaShareConsumer<String, byte[]> consumer = new KafkaShareConsumer<>(settings);
    consumer.subscribe(List.of(Topics.QUEUE.name()));
    return new Offers(consumer);
  }

  /** Waits for the next offer, and has it decided. */
  void poll(Duration within, Decision decision) {
    for (ConsumerRecord<String, byte[]> each : consumer.poll(within)) {
      boolean done = read(each).map(decision::dealtWith).orElse(true);
      consumer.acknowledge(each, done ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE);
      consumer
          .commitSync(DECIDED_WITHIN)
          .forEach((partition, failure) -> failure.ifPresent(thrown ->
              log.debug("{} keeps an offer, which is void by now: {}", partition, thrown)));
    }
  }

  @Override
  public void close() {
    consumer.close(CLOSE_WITHIN);
  }

  private static Optional<RunOffer> read(ConsumerRecord<String, byte[]> each) {
    try {
      return Optional.of(Topics.QUEUE.read(each.key(), each.value()));
    } catch (UnreadableRecordException unreadable) {
      log.warn("{}@{} is no offer: {}", each.topic(), each.offset(), unreadable.getMessage());
      return Optional.empty();
    }
  }
}
