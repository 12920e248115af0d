package doublegrok.evaluator.work;

import doublegrok.log.BrokerFaults;
import doublegrok.log.KafkaSettings;
import doublegrok.log.Topics;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import java.time.Clock;
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
 * Takes manifests from {@code work} as a member of a consumer group, evaluates each, and
 * commits the evaluations and its position in one transaction: each checkpoint is evaluated once,
 * by one of the workers. What a broker's absence leaves undecided it drops, and begins anew at the
 * position that is committed.
 */
public final class EvaluationWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EvaluationWorker.class);
  private static final String GROUP = "doublegrok-evaluator-work";
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
  private static final Duration BEGIN_AGAIN_AFTER = Duration.ofMillis(500);
  private static final int EVALUATION_MILLIS_MAX = 3_600_000;
  // A transaction that a dead worker leaves open hides what others write to its partitions.
  private static final int TRANSACTION_MILLIS_MAX = 10_000;

  private static final Duration BROKER_AWAY_MAX = Duration.ofMinutes(15);

  private final Supplier<Session> sessions;
  private final CheckpointEvaluator evaluator;
  private final int threads;
  private final CheckpointResults results;
  private final LongSupplier nanoTime;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile Optional<Session> current = Optional.empty();
  private OptionalLong troubledSince = OptionalLong.empty();

  /** One membership in the group, with the transactions that belong to it. */
  record Session(Consumer<String, byte[]> consumer, Producer<String, byte[]> producer)
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

  EvaluationWorker(
      Supplier<Session> sessions,
      CheckpointEvaluator evaluator,
      int threads,
      Clock clock,
      LongSupplier nanoTime,
      EvaluatorMetrics metrics) {
    this.sessions = sessions;
    this.evaluator = evaluator;
    this.threads = threads;
    this.results = new CheckpointResults(evaluator, clock, metrics);
    this.nanoTime = nanoTime;
    this.thread = new Thread(this::run, "evaluation-worker");
  }

  /** Starts a worker in a thread of its own. */
  public static EvaluationWorker start(
      KafkaSettings kafka,
      CheckpointStore store,
      ComputeDevice device,
      int threads,
      Clock clock,
      EvaluatorMetrics metrics) {
    EvaluationWorker worker = new EvaluationWorker(
        () -> session(kafka),
        new CheckpointEvaluator(store, device, new RunSpecs(kafka.families()), clock),
        threads,
        clock,
        System::nanoTime,
        metrics);
    worker.thread.start();
    return worker;
  }

  private static Session session(KafkaSettings kafka) {
    var reading = kafka.consumer();
    reading.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    reading.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, KafkaSettings.SESSION_MILLIS);
    reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    reading.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, EVALUATION_MILLIS_MAX);
    var writing = kafka.transactionalProducer("doublegrok-evaluator-" + UUID.randomUUID());
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

  /** Stops within a bound; an evaluation that is cut off is done by the next worker. */
  @Override
  public void close() {
    closing.countDown();
    evaluator.cancel();
    current.ifPresent(session -> session.consumer().wakeup());
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Works until it is closed or fails, then releases what it was given. */
  void run() {
    try (evaluator) {
      ComputeThreads.use(threads);
      while (!closed()) {
        evaluator.forget();
        try (Session session = sessions.get()) {
          current = Optional.of(session);
          work(session);
        } catch (WakeupException | CancellationException closed) {
          log.debug("the evaluation worker stops: {}", closed.toString());
          return;
        } catch (KafkaException away) {
          requirePassing(away);
        }
        beginAgainLater();
      }
    } catch (RuntimeException | Error thrown) {
      log.error("the evaluation worker fails: {}", thrown.toString(), thrown);
      failure.complete(thrown);
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void work(Session session) {
    session.producer().initTransactions();
    session.consumer().subscribe(List.of(Topics.WORK.name()));
    while (!closed()) {
      for (ConsumerRecord<String, byte[]> manifest : session.consumer().poll(POLL)) {
        commit(session, manifest, results.of(manifest));
        if (troubledSince.isPresent()) {
          troubledSince = OptionalLong.empty();
          log.info("the evaluation worker goes on");
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
      log.warn("the evaluation worker waits for Kafka: {}", away.toString());
    } else if (now - troubledSince.getAsLong() > BROKER_AWAY_MAX.toNanos()) {
      throw away;
    }
  }

  private void beginAgainLater() {
    try {
      if (closing.await(BEGIN_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("the evaluation worker stops");
      }
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /**
   * Makes results and position visible together. If the group has given the partition to another
   * worker meanwhile, that one evaluates the checkpoint again and these results are dropped.
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
      evaluator.forget();
      return;
    }
    producer.commitTransaction();
  }
}
