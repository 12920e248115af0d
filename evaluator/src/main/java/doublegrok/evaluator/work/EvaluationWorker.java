package doublegrok.evaluator.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.schemas.KafkaSettings;
import doublegrok.schemas.RecordKeys;
import doublegrok.schemas.Rejections;
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
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
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

  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final CheckpointEvaluator evaluator;
  private final int threads;
  private final Clock clock;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean closing;

  private EvaluationWorker(
      KafkaConsumer<String, byte[]> consumer,
      KafkaProducer<String, byte[]> producer,
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

  /** Stops after the evaluation at hand, within a bound. */
  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer;
        producer;
        evaluator) {
      ComputeThreads.use(threads);
      producer.initTransactions();
      consumer.subscribe(List.of(Topics.CHECKPOINTS.name()));
      while (!closing) {
        for (ConsumerRecord<String, byte[]> manifest : consumer.poll(POLL)) {
          handle(manifest);
        }
      }
    } catch (WakeupException closed) {
      log.debug("the evaluation worker is woken to close");
    } catch (RuntimeException | Error thrown) {
      log.error("the evaluation worker fails: {}", thrown.toString(), thrown);
      failure.complete(thrown);
    }
  }

  private void handle(ConsumerRecord<String, byte[]> origin) {
    List<ProducerRecord<String, byte[]>> results;
    try {
      CheckpointManifest manifest = Topics.CHECKPOINTS.codec().decode(origin.value());
      results = evaluated(manifest);
    } catch (UnreadableRecordException unreadable) {
      results = List.of(rejection(origin, unreadable.getMessage()));
    }
    producer.beginTransaction();
    for (ProducerRecord<String, byte[]> each : results) {
      var unused = producer.send(each); // a send that fails makes the commit fail
    }
    var position = new TopicPartition(origin.topic(), origin.partition());
    producer.sendOffsetsToTransaction(
        Map.of(position, new OffsetAndMetadata(origin.offset() + 1)), consumer.groupMetadata());
    producer.commitTransaction();
  }

  private List<ProducerRecord<String, byte[]>> evaluated(CheckpointManifest manifest) {
    try {
      return evaluator.evaluate(manifest).stream().map(EvaluationWorker::record).toList();
    } catch (StoreException | IllegalArgumentException damaged) {
      String message = "the checkpoint at step %d cannot be evaluated: %s"
          .formatted(manifest.getStep(), damaged.getMessage());
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
      return List.of(record(Topics.EVENTS, manifest.getRun(), alarm));
    }
  }

  private static ProducerRecord<String, byte[]> record(SetEvaluation evaluation) {
    String key =
        RecordKeys.evaluation(evaluation.getRun(), evaluation.getStep(), evaluation.getSet());
    return record(Topics.EVALUATIONS, key, evaluation);
  }

  private ProducerRecord<String, byte[]> rejection(
      ConsumerRecord<String, byte[]> origin, String reason) {
    byte[] key = origin.key() == null ? null : origin.key().getBytes(UTF_8);
    return record(
        Topics.REJECTED,
        Rejections.key(origin.topic(), origin.partition(), origin.offset()),
        Rejections.of(
            origin.topic(),
            origin.partition(),
            origin.offset(),
            "evaluator",
            reason,
            key,
            origin.value(),
            clock.instant()));
  }

  private static <V extends SpecificRecord> ProducerRecord<String, byte[]> record(
      Topic<V> topic, String key, V value) {
    return new ProducerRecord<>(topic.name(), key, topic.codec().encode(value));
  }
}
