package doublegrok.viewer.stream;

import doublegrok.log.BrokerFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reader of every partition of some topics, in a thread and by positions of its own, so that nobody
 * shares them with it. A broker's absence only takes time.
 */
final class TopicFollower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration AGAIN_AFTER = Duration.ofMillis(100);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
  private static final Duration CLIENT_CLOSE_WITHIN = Duration.ofMillis(500);

  private final List<String> topics;
  private final Supplier<? extends Consumer<String, byte[]>> consumers;
  private final Taker taker;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final Thread thread;
  private final Map<TopicPartition, Long> ends = new HashMap<>(); // of the thread alone
  private int partitions;
  private volatile Optional<String> missing = Optional.of("the view looks where its topics end");
  private volatile Optional<Consumer<String, byte[]>> current = Optional.empty();

  /** Place to which the records go. */
  interface Taker {
    /** Where a partition is to be read from; empty for its begin. */
    OptionalLong position(TopicPartition partition);

    /** Takes up records, of each partition in order; there may be none. */
    void take(ConsumerRecords<String, byte[]> records);
  }

  TopicFollower(
      List<String> topics, Supplier<? extends Consumer<String, byte[]>> consumers, Taker taker) {
    this.topics = topics;
    this.consumers = consumers;
    this.taker = taker;
    this.thread = new Thread(this::run, "view");
  }

  /** Begins to read, in a thread of its own. */
  void start() {
    thread.start();
  }

  /** What of that which was there at the start is yet to be read, as a sentence for a person. */
  Optional<String> missing() {
    return missing;
  }

  /** Completes if it cannot go on, with one sentence and its cause. */
  CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** What its client measures of itself. */
  Map<MetricName, ? extends Metric> measured() {
    return current.<Map<MetricName, ? extends Metric>>map(Consumer::metrics).orElseGet(Map::of);
  }

  @Override
  public void close() {
    closing.countDown();
    current.ifPresent(Consumer::wakeup);
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether its thread has ended, so that it takes no more. */
  boolean ended() {
    return !thread.isAlive();
  }

  /** Reads until it is closed. */
  void run() {
    while (closing.getCount() > 0) {
      try {
        followOnce();
      } catch (WakeupException closed) {
        log.debug("the view is closed");
      } catch (RuntimeException thrown) {
        if (!BrokerFaults.passing(thrown)) {
          fail(thrown);
          return;
        }
        log.info("the view begins to read anew: {}", thrown.toString());
      }
      pause();
    }
  }

  private void followOnce() {
    Consumer<String, byte[]> consumer = consumers.get();
    current = Optional.of(consumer);
    try {
      follow(consumer);
    } finally {
      current = Optional.empty();
      consumer.close(CloseOptions.timeout(CLIENT_CLOSE_WITHIN));
    }
  }

  private void fail(RuntimeException thrown) {
    String sentence = "the view cannot go on: " + thrown.getMessage();
    log.error(sentence, thrown);
    failure.complete(
        thrown instanceof KafkaException ? thrown : new IllegalStateException(sentence, thrown));
  }

  private void follow(Consumer<String, byte[]> consumer) {
    List<TopicPartition> all = all(consumer);
    consumer.assign(all);
    all.forEach(partition -> taker
        .position(partition)
        .ifPresentOrElse(
            next -> consumer.seek(partition, next),
            () -> consumer.seekToBeginning(List.of(partition))));
    findEnds(consumer, all);
    while (closing.getCount() > 0) {
      taker.take(consumer.poll(ViewTeller.SUMMARY_EVERY));
      look(consumer);
    }
  }

  private List<TopicPartition> all(Consumer<String, byte[]> consumer) {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics) {
      for (PartitionInfo each : consumer.partitionsFor(topic, ANSWER_WITHIN)) {
        all.add(new TopicPartition(topic, each.partition()));
      }
    }
    return all;
  }

  /** Once: what is written later, and while a broker was away, is the future. */
  private void findEnds(Consumer<String, byte[]> consumer, List<TopicPartition> all) {
    if (partitions == 0) {
      ends.putAll(consumer.endOffsets(all, ANSWER_WITHIN));
      partitions = all.size();
    }
    look(consumer);
  }

  private void look(Consumer<String, byte[]> consumer) {
    if (missing.isPresent()) {
      ends.entrySet()
          .removeIf(each -> consumer.position(each.getKey(), ANSWER_WITHIN) >= each.getValue());
      missing = told();
    }
  }

  private Optional<String> told() {
    return ends.isEmpty()
        ? Optional.empty()
        : Optional.of("the view has read %d of %d partitions up to where they ended at its start"
            .formatted(partitions - ends.size(), partitions));
  }

  private void pause() {
    try {
      if (closing.await(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("the view is closed");
      }
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }
}
