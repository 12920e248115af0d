package doublegrok.evaluator.work;

import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.schemas.KafkaSettings;
import doublegrok.schemas.RecordKeys;
import doublegrok.schemas.Topic;
import doublegrok.schemas.Topics;
import doublegrok.schemas.UnreadableRecordException;
import doublegrok.store.CheckpointStore;
import doublegrok.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes manifests from {@code checkpoints} as a member of a consumer group, evaluates each, and
 * commits the evaluations and its position in one transaction: each checkpoint is evaluated once,
 * by one of the workers.
 */
public final class EvaluationWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EvaluationWorker.class);
  private static final String GROUP = "doublegrok-evaluator-work";
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
  private static final int EVALUATION_MILLIS_MAX = 3_600_000;
  // A transaction that a dead worker leaves open hides what others write to its partitions.
  private static final int TRANSACTION_MILLIS_MAX = 10_000;

  private final Consumer<String, byte[]> consumer;
  private final Producer<String, byte[]> producer;
  private final CheckpointEvaluator evaluator;
  private final int threads;
  private final Clock clock;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean closing;

  EvaluationWorker(
      Consumer<String, byte[]> consumer,
      Producer<String, byte[]> producer,
      CheckpointEvaluator evaluator,
      int threads,
      Clock clock) {
    this.consumer = consumer;
    this.producer = producer;
    this.evaluator = evaluator;
    this.threads = threads;
    this.clock = clock;
    this.thread = new Thread(this::run, "evaluation-worker");
  }

  /** Starts a worker in a thread of its own. */
  public static EvaluationWorker start(
      KafkaSettings kafka, CheckpointStore store, ComputeDevice device, int threads, Clock clock) {
    var reading = kafka.consumer();
    reading.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    reading.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, EVALUATION_MILLIS_MAX);
    var writing = kafka.transactionalProducer("doublegrok-evaluator-" + UUID.randomUUID());
    writing.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS_MAX);
    EvaluationWorker worker = new EvaluationWorker(
        new KafkaConsumer<>(reading),
        new KafkaProducer<>(writing),
        new CheckpointEvaluator(store, device, clock),
        threads,
        clock);
    worker.thread.start();
    return worker;
  }

  /** Completes if the worker fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** Stops within a bound; an evaluation that is cut off is done by the next worker. */
  @Override
  public void close() {
    closing = true;
    evaluator.cancel();
    consumer.wakeup();
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Works until it is closed or fails, then releases what it was given. */
  void run() {
    try {
      ComputeThreads.use(threads);
      producer.initTransactions();
      consumer.subscribe(List.of(Topics.CHECKPOINTS.name()));
      while (!closing) {
        for (ConsumerRecord<String, byte[]> manifest : consumer.poll(POLL)) {
          commit(manifest, results(manifest));
        }
      }
    } catch (WakeupException | CancellationException closed) {
      log.debug("the evaluation worker stops: {}", closed.toString());
    } catch (RuntimeException | Error thrown) {
      log.error("the evaluation worker fails: {}", thrown.toString(), thrown);
      failure.complete(thrown);
    } finally {
      release();
    }
  }

  /** The producer first: it aborts what is open, which others wait for. */
  private void release() {
    try (evaluator) {
      producer.close(CLOSE_WITHIN);
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
    }
  }

  /**
   * Makes results and position visible together. If the group has given the partition to another
   * worker meanwhile, that one evaluates the checkpoint again and these results are dropped.
   */
  private void commit(
      ConsumerRecord<String, byte[]> origin, List<ProducerRecord<String, byte[]>> results) {
    producer.beginTransaction();
    for (ProducerRecord<String, byte[]> each : results) {
      var unused = producer.send(each); // a send that fails makes the commit fail
    }
    var partition = new TopicPartition(origin.topic(), origin.partition());
    var position = new OffsetAndMetadata(origin.offset() + 1);
    try {
      producer.sendOffsetsToTransaction(Map.of(partition, position), consumer.groupMetadata());
    } catch (CommitFailedException moved) {
      log.warn("{}@{} is left to another worker: {}", partition, origin.offset(), moved.toString());
      producer.abortTransaction();
      return;
    }
    producer.commitTransaction();
  }

  private List<ProducerRecord<String, byte[]>> results(ConsumerRecord<String, byte[]> origin) {
    try {
      CheckpointManifest manifest = Topics.CHECKPOINTS.codec().decode(origin.value());
      return manifest.getRetired() ? List.of() : results(manifest);
    } catch (UnreadableRecordException unreadable) { // the view rejects it, with the reason
      log.warn("{}/{}@{} is skipped", origin.topic(), origin.partition(), origin.offset());
      return List.of();
    }
  }

  /** One checkpoint that cannot be evaluated, for whatever reason, must not hold up the others. */
  private List<ProducerRecord<String, byte[]>> results(CheckpointManifest manifest) {
    try {
      return evaluator.evaluate(manifest).stream().map(EvaluationWorker::record).toList();
    } catch (CancellationException closed) {
      throw closed;
    } catch (StoreException | IllegalArgumentException unfit) {
      return List.of(alarm(manifest, String.valueOf(unfit.getMessage())));
    } catch (RuntimeException unforeseen) { // as the native library's: out of memory, for example
      log.warn("the evaluation of run {} fails", manifest.getRun(), unforeseen);
      return List.of(alarm(manifest, unforeseen.toString()));
    }
  }

  private ProducerRecord<String, byte[]> alarm(CheckpointManifest manifest, String reason) {
    String message =
        "the checkpoint at step %d cannot be evaluated: %s".formatted(manifest.getStep(), reason);
    log.warn("run {}: {}", manifest.getRun(), message);
    RunEvent alarm = new RunEvent(
        manifest.getRun(),
        EventKind.ALARM,
        manifest.getStep(),
        null,
        manifest.getDistributionVersion(),
        message,
        Map.of(),
        clock.instant());
    return record(Topics.EVENTS, manifest.getRun(), alarm);
  }

  private static ProducerRecord<String, byte[]> record(SetEvaluation evaluation) {
    String key =
        RecordKeys.evaluation(evaluation.getRun(), evaluation.getStep(), evaluation.getSet());
    return record(Topics.EVALUATIONS, key, evaluation);
  }

  private static <V extends SpecificRecord> ProducerRecord<String, byte[]> record(
      Topic<V> topic, String key, V value) {
    return new ProducerRecord<>(topic.name(), key, topic.codec().encode(value));
  }
}
