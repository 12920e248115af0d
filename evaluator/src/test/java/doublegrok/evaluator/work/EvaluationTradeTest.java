package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.EventDetails;
import doublegrok.log.GroupWorker;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StoredFile;
import doublegrok.status.ServiceHealth;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EvaluationTradeTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.WORK.name(), 0);
  private static final EvaluatorMetrics METRICS =
      new EvaluatorMetrics(new ServiceHealth(new CollectorRegistry()));

  @TempDir
  private Path directory;

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

  private final Queue<GroupWorker.Session> sessions =
      new ArrayDeque<>(List.of(new GroupWorker.Session(consumer, producer)));
  private long nanos;

  @Test
  void evaluationsAndPositionAreCommittedTogether() {
    CheckpointManifest manifest = checkpoints().untrained(TinyCheckpoints.SPEC, 0);

    GroupWorker worker = work(encoded(manifest));

    assertThat(worker.failure()).isNotDone();
    assertThat(producer.commitCount()).isEqualTo(1);
    assertThat(producer.history())
        .extracting(record -> record.topic().replace("doublegrok.", "") + " " + record.key())
        .containsExactlyElementsOf(("references a/000000, "
                + "evaluations */id-train, evaluations */id-test, evaluations */ood, "
                + "probes */spectrum, probes */grid-tasks, probes */votes-eta, "
                + "probes */votes-id-train, probes */votes-id-test, probes */votes-ood, "
                + "probes */votes-wrong-labels, probes */votes-algorithm, "
                + "probes */attention, probes */components-block-1, "
                + "probes */components-block-2, probes */components-embedding")
            .replace("*", "a/000000000000")
            .transform(all -> List.of(all.split(", ", -1))));
    SetEvaluation first =
        Topics.EVALUATIONS.codec().decode(producer.history().get(1).value());
    assertThat(first.getWeightsSha256()).isEqualTo(manifest.getWeights().getSha256());
    assertThat(positions()).containsExactly(1L);
  }

  @Test
  void levelsAreToldOnceForAVersionOfARun() {
    CheckpointManifest manifest = checkpoints().untrained(TinyCheckpoints.SPEC, 0);
    CheckpointManifest next =
        TinyCheckpoints.manifest("a", 50, 0, TinyCheckpoints.SPEC, manifest.getWeights());
    CheckpointManifest swapped =
        TinyCheckpoints.manifest("a", 250, 1, TinyCheckpoints.SPEC, manifest.getWeights());
    CheckpointManifest other =
        TinyCheckpoints.manifest("b", 250, 1, TinyCheckpoints.SPEC, manifest.getWeights());

    GroupWorker worker = work(encoded(manifest), encoded(next), encoded(swapped), encoded(other));

    assertThat(worker.failure()).isNotDone();
    assertThat(producer.history())
        .filteredOn(each -> each.topic().equals(Topics.REFERENCES.name()))
        .extracting(ProducerRecord::key)
        .containsExactly("a/000000", "a/000001", "b/000001");
  }

  @Test
  void aCheckpointThatCannotBeEvaluatedIsAnAlarmAndDoesNotHoldUpTheOthers() {
    CheckpointManifest good = checkpoints().untrained(TinyCheckpoints.SPEC, 0);
    CheckpointManifest lost = TinyCheckpoints.manifest(
        "b", 7, 0, TinyCheckpoints.SPEC, new StoredFile("0".repeat(64), 1L));

    GroupWorker worker = work(encoded(lost), encoded(good));

    assertThat(worker.failure()).isNotDone();
    ProducerRecord<String, byte[]> sent = producer.history().get(0);
    assertThat(sent.topic()).isEqualTo(Topics.EVENTS.name());
    assertThat(sent.key()).isEqualTo("b");
    RunEvent alarm = Topics.EVENTS.codec().decode(sent.value());
    assertThat(alarm.getKind()).isEqualTo(EventKind.ALARM);
    assertThat(alarm.getStep()).isEqualTo(7);
    assertThat(alarm.getMessage()).contains("step 7").contains("missing");
    assertThat(alarm.getDetails()).containsEntry(EventDetails.NOT_EVALUATED, "7");
    assertThat(evaluations(producer)).hasSize(3);
    assertThat(positions()).containsExactly(1L, 2L);
  }

  @Test
  void aRetiredManifestIsPassedOver() {
    CheckpointManifest manifest = checkpoints().untrained(TinyCheckpoints.SPEC, 0);

    GroupWorker worker =
        work(encoded(CheckpointManifest.newBuilder(manifest).setRetired(true).build()));

    assertThat(worker.failure()).isNotDone();
    assertThat(producer.history()).isEmpty();
    assertThat(positions()).containsExactly(1L);
  }

  @Test
  void aManifestThatCannotBeReadIsRejected() {
    GroupWorker worker = work(new byte[] {1, 2, 3});

    assertThat(worker.failure()).isNotDone();
    assertThat(producer.history())
        .extracting(record -> record.topic() + " " + record.key())
        .containsExactly("doublegrok.rejected doublegrok.work/0/0");
    assertThat(positions()).containsExactly(1L);
  }

  @Test
  void whatAnotherWorkerHasTakenOverIsDropped() {
    producer.sendOffsetsToTransactionException = new CommitFailedException("taken over");

    GroupWorker worker = work(encoded(checkpoints().untrained(TinyCheckpoints.SPEC, 0)));

    assertThat(worker.failure()).isNotDone();
    assertThat(producer.transactionAborted()).isTrue();
    assertThat(producer.history()).isEmpty();
    assertThat(positions()).isEmpty();
  }

  @Test
  void aFailureOfKafkaIsReportedAndEverythingIsReleased() {
    producer.commitTransactionException = new IllegalStateException("no broker");

    GroupWorker worker = work(encoded(checkpoints().untrained(TinyCheckpoints.SPEC, 0)));

    assertThat(worker.failure())
        .isCompletedWithValueMatching(thrown -> "no broker".equals(thrown.getMessage()));
    assertThat(producer.closed()).isTrue();
    assertThat(consumer.closed()).isTrue();
  }

  static List<RuntimeException> faultsOfAnAbsentBroker() {
    return List.of(
        new TimeoutException("no answer"),
        new ProducerFencedException("timed out"),
        new InvalidProducerEpochException("timed out"),
        new KafkaException("in an error state", new TimeoutException("expired")));
  }

  @ParameterizedTest
  @MethodSource("faultsOfAnAbsentBroker")
  void whatABrokersAbsenceLeavesUndecidedIsBegunAnew(RuntimeException fault) {
    producer.commitTransactionException = fault;
    MockConsumer<String, byte[]> rejoined = new MockConsumer<>("earliest");
    MockProducer<String, byte[]> another =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    sessions.add(new GroupWorker.Session(rejoined, another));
    byte[] manifest = encoded(checkpoints().untrained(TinyCheckpoints.SPEC, 0));
    rejoined.schedulePollTask(() -> add(rejoined, manifest));
    rejoined.schedulePollTask(rejoined::wakeup);

    GroupWorker worker = work(manifest);

    assertThat(worker.failure()).isNotDone();
    assertThat(producer.closed()).isTrue();
    assertThat(consumer.closed()).isTrue();
    assertThat(producer.history()).isEmpty();
    assertThat(evaluations(another)).hasSize(3);
    assertThat(another.history().get(0).topic()).isEqualTo(Topics.REFERENCES.name());
    assertThat(another.commitCount()).isEqualTo(1);
    assertThat(another.closed()).isTrue();
  }

  @Test
  void givesUpAfterAQuarterOfAnHour() {
    producer.initTransactionException = new TimeoutException("no answer");
    MockProducer<String, byte[]> another =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public void initTransactions() {
            nanos += Duration.ofMinutes(16).toNanos();
            throw new TimeoutException("still no answer");
          }
        };
    sessions.add(new GroupWorker.Session(new MockConsumer<>("earliest"), another));

    GroupWorker worker = worker();
    worker.run();

    assertThat(worker.failure())
        .isCompletedWithValueMatching(thrown -> "still no answer".equals(thrown.getMessage()));
  }

  @Test
  void aWorkerThatIsClosedDuringAnEvaluationCommitsNothingAndReleasesEverything() {
    GroupWorker worker = worker();
    consumer.schedulePollTask(() -> {
      add(encoded(checkpoints().untrained(TinyCheckpoints.SPEC, 0)));
      worker.close(); // the record is fetched already
    });

    worker.run();
    worker.close();

    assertThat(worker.failure()).isNotDone();
    assertThat(producer.history()).isEmpty();
    assertThat(positions()).isEmpty();
    assertThat(producer.closed()).isTrue();
    assertThat(consumer.closed()).isTrue();
  }

  /** A worker that is given these records in one poll, then woken. */
  private GroupWorker work(byte[]... values) {
    GroupWorker worker = worker();
    consumer.schedulePollTask(() -> add(values));
    consumer.schedulePollTask(consumer::wakeup);
    worker.run();
    return worker;
  }

  private GroupWorker worker() {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    return new GroupWorker(
        () -> sessions.poll(),
        new EvaluationTrade(checkpoints().evaluator(), 1, clock, METRICS),
        () -> nanos);
  }

  private void add(byte[]... values) {
    add(consumer, values);
  }

  private static void add(MockConsumer<String, byte[]> consumer, byte[]... values) {
    consumer.rebalance(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    for (int offset = 0; offset < values.length; offset++) {
      consumer.addRecord(new ConsumerRecord<>(
          PARTITION.topic(), PARTITION.partition(), offset, key(values[offset]), values[offset]));
    }
  }

  private TinyCheckpoints checkpoints() {
    return new TinyCheckpoints(directory);
  }

  /** The positions in the order in which they were committed. */
  private List<Long> positions() {
    return producer.consumerGroupOffsetsHistory().stream()
        .flatMap(commit -> commit.values().stream())
        .map(offsets -> offsets.get(PARTITION))
        .map(OffsetAndMetadata::offset)
        .toList();
  }

  private static String key(byte[] value) {
    return value.length < 10 ? "a" : Topics.CHECKPOINTS.codec().decode(value).getRun();
  }

  private static byte[] encoded(CheckpointManifest manifest) {
    return Topics.CHECKPOINTS.codec().encode(manifest);
  }

  private static List<ProducerRecord<String, byte[]>> evaluations(
      MockProducer<String, byte[]> sender) {
    return sender.history().stream()
        .filter(each -> each.topic().equals(Topics.EVALUATIONS.name()))
        .toList();
  }
}
