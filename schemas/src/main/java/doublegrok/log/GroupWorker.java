package doublegrok.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Worker that takes records from topics as a member of a consumer group, does its trade's work on
 * each, and commits what comes of it and its position in one transaction: each record is worked on
 * once, by one of the workers. What a broker's absence leaves undecided it drops, and begins anew
 * at the position that is committed.
 *
 * <p>Who joins or leaves waits until those at work have done the record that they have.
 */
public final class GroupWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupWorker.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
  private static final Duration BEGIN_AGAIN_AFTER = Duration.ofMillis(500);
  // A transaction that a dead worker leaves open hides what others write to its partitions.
  private static final int TRANSACTION_MILLIS_MAX = 10_000;

  private final Supplier<Session> sessions;
  private final Trade trade;
  private final LongSupplier nanoTime;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile long stoppedAt;
  private volatile Optional<Session> current = Optional.empty();
  private OptionalLong troubledSince = OptionalLong.empty();

  /**
   * One membership in the group, with the transactions that belong to it.
   *
   * @param consumer the member
   * @param producer of the transactions
   */
  public record Session(Consumer<String, byte[]> consumer, Producer<String, byte[]> producer)
      implements AutoCloseable {
    /** The producer first: it aborts what is open, which others wait for. */
    @Override
    public void close() {
      try {
        producer.close(CLOSE_WITHIN);
      } finally {
        consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
      }
    }
  }

  /**
   * A worker that has yet to run.
   *
   * @param sessions opens a membership: the first one, and one after each absence of the broker
   * @param trade its work, which is closed when the worker ends
   * @param nanoTime a clock that only goes forward
   */
  public GroupWorker(Supplier<Session> sessions, Trade trade, LongSupplier nanoTime) {
    this.sessions = sessions;
    this.trade = trade;
    this.nanoTime = nanoTime;
    this.thread = new Thread(this::run, trade.name().replace(' ', '-'));
  }

  /** Starts a worker in a thread of its own. */
  public static GroupWorker start(KafkaSettings kafka, Trade trade) {
    GroupWorker worker = new GroupWorker(() -> session(kafka, trade), trade, System::nanoTime);
    worker.thread.start();
    return worker;
  }

  private static Session session(KafkaSettings kafka, Trade trade) {
    var reading = kafka.consumer();
    reading.put(ConsumerConfig.GROUP_ID_CONFIG, trade.group());
    reading.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, KafkaSettings.SESSION_MILLIS);
    reading.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, KafkaSettings.IDLE_FETCH_MILLIS);
    reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    reading.put(
        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
        Math.toIntExact(trade.atMost().toMillis()));
    var writing = kafka.transactionalProducer(trade.group() + "-" + UUID.randomUUID());
    writing.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS_MAX);
    return new Session(new KafkaConsumer<>(reading), new KafkaProducer<>(writing));
  }

  /** What the Kafka clients at hand measure of themselves. */
  public Map<MetricName, Metric> measured() {
    Map<MetricName, Metric> measured = new HashMap<>();
    current.ifPresent(session -> {
      measured.putAll(session.consumer().metrics());
      measured.putAll(session.producer().metrics());
    });
    return measured;
  }

  /** Completes if the worker fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** Has the worker stop soon, and does not wait for it. */
  public synchronized void stop() {
    if (!closed()) {
      stoppedAt = nanoTime.getAsLong();
    }
    closing.countDown();
    trade.cancel();
    current.ifPresent(session -> session.consumer().wakeup());
  }

  /** Stops within a bound; work that is cut off is done by the next worker. */
  @Override
  public void close() {
    stop();
    try {
      long left = CLOSE_WITHIN.toNanos() - (nanoTime.getAsLong() - stoppedAt);
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Works until it is closed or fails, then releases what it was given. */
  public void run() {
    try (trade) {
      trade.begin();
      while (!closed()) {
        trade.forget();
        try (Session session = sessions.get()) {
          current = Optional.of(session);
          work(session);
        } catch (WakeupException | CancellationException closed) {
          log.debug("the {} stops: {}", trade.name(), closed.toString());
          return;
        } catch (KafkaException away) {
          requirePassing(away);
        }
        beginAgainLater();
      }
    } catch (RuntimeException | Error thrown) {
      log.error("the {} fails: {}", trade.name(), thrown.toString(), thrown);
      failure.complete(thrown);
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void work(Session session) {
    session.producer().initTransactions();
    session.consumer().subscribe(trade.topics().stream().map(Topic::name).toList());
    while (!closed()) {
      for (ConsumerRecord<String, byte[]> origin : session.consumer().poll(POLL)) {
        commit(session, origin, trade.work(origin));
        if (troubledSince.isPresent()) {
          troubledSince = OptionalLong.empty();
          log.info("the {} goes on", trade.name());
        }
      }
    }
  }

  private void requirePassing(KafkaException away) {
    long now = nanoTime.getAsLong();
    if (!BrokerFaults.passing(away)) {
      throw away;
    }
    if (troubledSince.isEmpty()) {
      troubledSince = OptionalLong.of(now);
      log.warn("the {} waits for Kafka: {}", trade.name(), away.toString());
    } else if (now - troubledSince.getAsLong() > KafkaSettings.BROKER_AWAY_MAX.toNanos()) {
      throw away;
    }
  }

  private void beginAgainLater() {
    try {
      if (closing.await(BEGIN_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("the {} stops", trade.name());
      }
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /**
   * Makes results and position visible together. If the group has given the partition to another
   * worker meanwhile, that one does the work again and these results are dropped.
   */
  private void commit(
      Session session,
      ConsumerRecord<String, byte[]> origin,
      List<ProducerRecord<String, byte[]>> results) {
    Producer<String, byte[]> producer = session.producer();
    producer.beginTransaction();
    for (ProducerRecord<String, byte[]> each : results) {
      var unused = producer.send(each); // a send that fails makes the commit fail
    }
    var partition = new TopicPartition(origin.topic(), origin.partition());
    var position = new OffsetAndMetadata(origin.offset() + 1);
    try {
      producer.sendOffsetsToTransaction(
          Map.of(partition, position), session.consumer().groupMetadata());
    } catch (CommitFailedException moved) {
      log.warn("{}@{} is left to another worker: {}", partition, origin.offset(), moved.toString());
      producer.abortTransaction();
      trade.forget();
      return;
    }
    producer.commitTransaction();
  }
}
