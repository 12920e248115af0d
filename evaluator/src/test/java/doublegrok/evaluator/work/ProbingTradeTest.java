package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.evaluator.probe.Probes;
import doublegrok.log.RecordKeys;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.ProbeResult;
import doublegrok.record.RunEvent;
import doublegrok.record.Spectrum;
import doublegrok.record.StoredFile;
import doublegrok.spec.RunSpec;
import doublegrok.status.ServiceHealth;
import doublegrok.store.DirectoryStore;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
  private final List<CheckpointManifest> checkpoints = new ArrayList<>();
  private final List<RunEvent> events = new ArrayList<>();

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
    assertThat(work(ProbingTradeTest::found, retired(MANIFEST))).isEmpty();
  }

  /** The transition at step 40 is told when the checkpoints up to step 60 are there. */
  @Test
  void theCheckpointsAroundATransitionAreLookedAtOnceWhateverComesFirst() {
    ProbingTrade trade = caring("probes={toy: {every: 0, around_transitions: 2}}");
    LongStream.rangeClosed(0, 6).forEach(each -> {
      checkpoints.add(at(10 * each));
      assertThat(work(trade, at(10 * each))).as("nothing is told").isEmpty();
    });
    checkpoints.add(retired(at(30)));
    events.add(event(EventKind.ALARM, 10));
    events.add(event(EventKind.TRANSITION, 40));

    assertThat(hear(trade, events.get(0))).isEmpty();
    assertThat(steps(hear(trade, events.get(1)))).containsExactly(20L, 40L, 50L, 60L);
    assertThat(hear(trade, events.get(1))).as("again").isEmpty();

    events.add(event(EventKind.TRANSITION, 50));
    assertThat(hear(trade, events.get(2))).as("all but one at 70 are looked at").isEmpty();
    checkpoints.add(at(70));
    assertThat(steps(work(trade, at(70)))).as("it comes after the transition").containsExactly(70L);
    checkpoints.add(at(80));
    assertThat(work(trade, at(80))).as("too far").isEmpty();

    trade.forget();
    assertThat(steps(work(trade, at(70)))).as("perhaps nobody heard").containsExactly(70L);
  }

  @Test
  void whereAProbeLooksInItsRhythmATransitionIsNoReasonToLookAgain() {
    ProbingTrade trade = caring("probes={toy: {every: 2, around_transitions: 1}}");
    LongStream.rangeClosed(0, 4).forEach(each -> checkpoints.add(at(10 * each)));
    events.add(event(EventKind.TRANSITION, 20));

    assertThat(steps(work(trade, at(20)))).containsExactly(20L);
    assertThat(steps(hear(trade, events.get(0)))).containsExactly(10L, 30L);
    assertThat(steps(work(trade, at(10)))).isEmpty();
  }

  private static List<Long> steps(List<ProducerRecord<String, byte[]>> told) {
    return told.stream()
        .map(each -> Topics.PROBES.codec().decode(each.value()).getStep())
        .toList();
  }

  private static CheckpointManifest at(long step) {
    return TinyCheckpoints.manifest(
        "a", step, 0, TinyCheckpoints.SPEC, new StoredFile("0".repeat(64), 1L));
  }

  private static CheckpointManifest retired(CheckpointManifest kept) {
    CheckpointManifest gone = Topics.WORK.codec().decode(Topics.WORK.codec().encode(kept));
    gone.put("retired", true);
    return gone;
  }

  private static RunEvent event(EventKind kind, long step) {
    return new RunEvent("a", kind, step, null, 0, "", Map.of(), Instant.EPOCH);
  }

  /** Its prober asks which probes look, and finds something if the toy is one of them. */
  private ProbingTrade caring(String... changes) {
    RunSpec spec = TinyCheckpoints.spec(
        Stream.concat(Stream.of("checkpoint.every=10"), Stream.of(changes)).toArray(String[]::new));
    Probes all = Probes.builtIn().with(new ToyProbe());
    Prober prober = prober((manifest, choice, late) ->
        choice.of(all, spec).named("toy").map(toy -> found(manifest)).orElseGet(List::of));
    return trade(prober, () -> 0);
  }

  @Test
  void aCheckpointThatWasRetiredMeanwhileIsPassedOverWithoutAnAlarm() {
    checkpoints.add(retired(MANIFEST));

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
    assertThat(trade(prober((manifest, choice, late) -> found(manifest)), () -> 0)
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
    Prober endless = prober((manifest, choice, late) -> {
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
    assertThat(asked).hasValue(5);
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
    return work(trade(prober((each, choice, late) -> probe.apply(each)), () -> 0), manifest);
  }

  private static List<ProducerRecord<String, byte[]>> work(
      ProbingTrade trade, CheckpointManifest manifest) {
    return trade.work(new ConsumerRecord<>(
        Topics.WORK.name(),
        0,
        0,
        RecordKeys.step(manifest.getRun(), manifest.getStep()),
        Topics.WORK.codec().encode(manifest)));
  }

  private static List<ProducerRecord<String, byte[]>> hear(ProbingTrade trade, RunEvent event) {
    return trade.work(new ConsumerRecord<>(
        Topics.EVENTS.name(), 0, 0, "a", Topics.EVENTS.codec().encode(event)));
  }

  private interface Looking {
    List<ProbeResult> look(CheckpointManifest manifest, Prober.Choice choice, BooleanSupplier late);
  }

  private static Prober prober(Looking looking) {
    return new Prober() {
      @Override
      public List<ProbeResult> probe(
          CheckpointManifest manifest, Choice choice, BooleanSupplier late) {
        return looking.look(manifest, choice, late);
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
        new RecordedRuns(run -> checkpoints, run -> events),
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
