package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.ProbeResult;
import doublegrok.record.RunEvent;
import doublegrok.record.Spectrum;
import doublegrok.record.StoredFile;
import doublegrok.status.ServiceHealth;
import doublegrok.store.DirectoryStore;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProbingTradeTest {
  private static final CheckpointManifest MANIFEST = TinyCheckpoints.manifest(
      "a", 100, 0, TinyCheckpoints.SPEC, new StoredFile("0".repeat(64), 1L));

  @TempDir
  private Path directory;

  private final CollectorRegistry registry = new CollectorRegistry();
  private boolean retired;

  @Test
  void tellsWhatTheProbesFound() {
    List<ProducerRecord<String, byte[]>> told = work(ProbingTradeTest::found, MANIFEST);

    assertThat(told)
        .extracting(record -> record.topic() + " " + record.key())
        .containsExactly("doublegrok.probes a/000000000100/toy");
    assertThat(counted("probing_seconds_count")).isEqualTo(1);
    assertThat(counted("probing_failures_total")).isZero();
  }

  @Test
  void aCheckpointThatNoProbeIsWantedForIsPassedOver() {
    assertThat(work(manifest -> List.of(), MANIFEST)).isEmpty();
    assertThat(counted("probing_seconds_count")).isZero();
  }

  @Test
  void aRetirementIsNoWork() {
    CheckpointManifest gone = Topics.WORK.codec().decode(Topics.WORK.codec().encode(MANIFEST));
    gone.put("retired", true);

    assertThat(work(ProbingTradeTest::found, gone)).isEmpty();
  }

  @Test
  void aCheckpointThatWasRetiredMeanwhileIsPassedOverWithoutAnAlarm() {
    retired = true;

    assertThat(work(this::lost, MANIFEST)).isEmpty();
    assertThat(counted("probing_failures_total")).isZero();
  }

  @Test
  void aCheckpointThatIsLostIsAnAlarm() {
    List<ProducerRecord<String, byte[]>> told = work(this::lost, MANIFEST);

    assertAlarm(told, "the checkpoint at step 100 cannot be probed: the checkpoint file ");
  }

  @Test
  void aProbeThatFailsIsAnAlarmWhichDoesNotSayThatTheCheckpointIsNotEvaluated() {
    List<ProducerRecord<String, byte[]>> told = work(
        manifest -> {
          throw new IllegalStateException("no convergence");
        },
        MANIFEST);

    assertAlarm(
        told,
        "the checkpoint at step 100 cannot be probed:"
            + " java.lang.IllegalStateException: no convergence");
  }

  @Test
  void aRecordThatCannotBeReadIsLeftToThoseWhoEvaluate() {
    assertThat(trade(prober((manifest, late) -> found(manifest)), () -> 0)
            .work(new ConsumerRecord<>(Topics.WORK.name(), 0, 0, "a", new byte[] {1, 2, 3})))
        .isEmpty();
  }

  @Test
  void aProbeThatIsCancelledTellsNothing() {
    Function<CheckpointManifest, List<ProbeResult>> cancelled = manifest -> {
      throw new CancellationException("closed");
    };

    assertThatThrownBy(() -> work(cancelled, MANIFEST)).isInstanceOf(CancellationException.class);
  }

  /** By a clock that goes on by an hour at each look. */
  @Test
  void aProbeThatTakesTooLongIsEndedWithAnAlarmSoThatNobodyBeginsItAgain() {
    AtomicLong hours = new AtomicLong();
    AtomicInteger asked = new AtomicInteger();
    Prober endless = prober((manifest, late) -> {
      while (!late.getAsBoolean()) {
        asked.incrementAndGet();
      }
      throw new CancellationException("late");
    });

    ProbingTrade trade =
        trade(endless, () -> Duration.ofHours(hours.getAndIncrement()).toNanos());
    List<ProducerRecord<String, byte[]>> told = work(trade, MANIFEST);

    assertAlarm(
        told,
        "the checkpoint at step 100 cannot be probed: the dear probes took longer than 6 hours, and"
            + " were ended; let them look with lesser means");
    assertThat(asked).hasValue(6);
    assertThat(trade.atMost()).as("longer than it looks").isGreaterThan(Duration.ofHours(6));
  }

  private void assertAlarm(List<ProducerRecord<String, byte[]>> told, String sentence) {
    assertThat(told).singleElement().satisfies(each -> {
      assertThat(each.topic()).isEqualTo(Topics.EVENTS.name());
      assertThat(each.key()).isEqualTo("a");
      RunEvent alarm = Topics.EVENTS.codec().decode(each.value());
      assertThat(alarm.getKind()).isEqualTo(EventKind.ALARM);
      assertThat(alarm.getStep()).isEqualTo(100);
      assertThat(alarm.getMessage()).startsWith(sentence);
      assertThat(alarm.getDetails()).isEmpty();
    });
    assertThat(counted("probing_failures_total")).isEqualTo(1);
  }

  private List<ProducerRecord<String, byte[]>> work(
      Function<CheckpointManifest, List<ProbeResult>> probe, CheckpointManifest manifest) {
    return work(trade(prober((each, late) -> probe.apply(each)), () -> 0), manifest);
  }

  private static List<ProducerRecord<String, byte[]>> work(
      ProbingTrade trade, CheckpointManifest manifest) {
    return trade.work(new ConsumerRecord<>(
        Topics.WORK.name(), 0, 0, "a/000000000100", Topics.WORK.codec().encode(manifest)));
  }

  private static Prober prober(
      BiFunction<CheckpointManifest, BooleanSupplier, List<ProbeResult>> probe) {
    return new Prober() {
      @Override
      public List<ProbeResult> probe(CheckpointManifest manifest, BooleanSupplier late) {
        return probe.apply(manifest, late);
      }

      @Override
      public void cancel() {}

      @Override
      public void close() {}
    };
  }

  private ProbingTrade trade(Prober prober, LongSupplier nanoTime) {
    return new ProbingTrade(
        prober,
        manifest -> retired,
        1,
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
        new EvaluatorMetrics(new ServiceHealth(registry)),
        nanoTime);
  }

  private List<ProbeResult> lost(CheckpointManifest manifest) {
    DirectoryStore.in(directory).verified(manifest.getWeights(), ".safetensors");
    return found(manifest);
  }

  private double counted(String name) {
    return registry.getSampleValue("doublegrok_evaluator_" + name);
  }

  private static List<ProbeResult> found(CheckpointManifest manifest) {
    return List.of(new ProbeResult(
        manifest.getRun(),
        manifest.getStep(),
        "toy",
        manifest.getDistributionVersion(),
        manifest.getWeights().getSha256(),
        new Spectrum(Map.of(), 0.5),
        Instant.EPOCH));
  }
}
