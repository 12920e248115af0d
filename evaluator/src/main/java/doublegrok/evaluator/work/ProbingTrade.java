package doublegrok.evaluator.work;

import doublegrok.evaluator.probe.Cost;
import doublegrok.evaluator.probe.Probes;
import doublegrok.evaluator.work.Prober.Choice;
import doublegrok.log.RecordKeys;
import doublegrok.log.RunScan;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.log.Trade;
import doublegrok.log.UnreadableRecordException;
import doublegrok.model.ComputeThreads;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.spec.EvaluationSpec;
import doublegrok.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trade of those who take manifests from {@code work}, and transitions from {@code events}, in a
 * group of their own and do the dear probes, so that no evaluation, transition or alert ever waits
 * for one. They may come to a checkpoint long after it was taken.
 *
 * <p>A transition is told after its checkpoint and perhaps others: those that wait for it to be
 * looked at are looked at then, later ones when they come.
 */
public final class ProbingTrade implements Trade {
  private static final Logger log = LoggerFactory.getLogger(ProbingTrade.class);
  private static final Duration PROBING_MAX = Duration.ofHours(6);

  /** Time to notice that it is over, before another worker of the group takes the checkpoint. */
  private static final Duration ENDING_MAX = Duration.ofMinutes(10);

  private static final String TOO_LONG =
      "the dear probes took longer than %d hours, and were ended;".formatted(PROBING_MAX.toHours())
          + " let them look with lesser means or not at all, in the section probes of a run spec";

  private final Prober prober;
  private final RecordedRuns recorded;
  private final int threads;
  private final Clock clock;
  private final EvaluatorMetrics metrics;
  private final LongSupplier nanoTime;
  private final Set<String> lookedAtForTransitions = new HashSet<>();

  /**
   * The trade of this prober, which is owned.
   *
   * @param recorded the runs, as the log says now
   * @param threads that compute on a CPU
   */
  public ProbingTrade(
      Prober prober, RecordedRuns recorded, int threads, Clock clock, EvaluatorMetrics metrics) {
    this(prober, recorded, threads, clock, metrics, System::nanoTime);
  }

  /**
   * The same by another clock.
   *
   * @param nanoTime only goes forward
   */
  ProbingTrade(
      Prober prober,
      RecordedRuns recorded,
      int threads,
      Clock clock,
      EvaluatorMetrics metrics,
      LongSupplier nanoTime) {
    this.prober = prober;
    this.recorded = recorded;
    this.threads = threads;
    this.clock = clock;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "probing worker";
  }

  @Override
  public List<Topic<?>> topics() {
    return List.of(Topics.WORK, Topics.EVENTS);
  }

  @Override
  public String group() {
    return "doublegrok-evaluator-probes";
  }

  @Override
  public Duration atMost() {
    return PROBING_MAX.plus(ENDING_MAX);
  }

  @Override
  public void begin() {
    ComputeThreads.use(threads);
  }

  @Override
  public List<ProducerRecord<String, byte[]>> work(ConsumerRecord<String, byte[]> origin) {
    long begun = nanoTime.getAsLong();
    BooleanSupplier late = () -> nanoTime.getAsLong() - begun > PROBING_MAX.toNanos();
    return origin.topic().equals(Topics.EVENTS.name())
        ? RunScan.decoded(Topics.EVENTS, origin)
            .map(event -> heard(event, late))
            .orElseGet(List::of)
        : taken(origin, late);
  }

  /** What an event makes worth a look. */
  private List<ProducerRecord<String, byte[]>> heard(RunEvent event, BooleanSupplier late) {
    if (event.getKind() != EventKind.TRANSITION) {
      return List.of();
    }
    return recorded.around(event, EvaluationSpec.AROUND_MAX).stream()
        .flatMap(each ->
            results(each.manifest(), dueToTransition(each.manifest(), each::distance), late)
                .stream())
        .toList();
  }

  private List<ProducerRecord<String, byte[]>> taken(
      ConsumerRecord<String, byte[]> origin, BooleanSupplier late) {
    try {
      CheckpointManifest manifest = Topics.WORK.read(origin.key(), origin.value());
      return manifest.getRetired() ? List.of() : results(manifest, due(manifest), late);
    } catch (UnreadableRecordException rejected) { // by those who evaluate, with the reason
      log.debug("passed over: {}", rejected.getMessage());
      return List.of();
    }
  }

  /** The dear probes in their rhythm, and any for a transition nearby. */
  private Choice due(CheckpointManifest manifest) {
    Choice near = dueToTransition(manifest, () -> recorded.distanceToTransition(manifest));
    return (all, spec) -> all.of(Cost.DEAR).due(spec, manifest.getStep()).and(near.of(all, spec));
  }

  /** Each probe looks once at a checkpoint, however many transitions are near. */
  private Choice dueToTransition(CheckpointManifest manifest, IntSupplier distance) {
    return (all, spec) ->
        new Probes(all.dueToTransition(spec, manifest.getStep(), distance).all().stream()
            .filter(each -> lookedAtForTransitions.add(
                RecordKeys.probe(manifest.getRun(), manifest.getStep(), each.name())))
            .toList());
  }

  /** One checkpoint that cannot be probed, for whatever reason, must not hold up the others. */
  private List<ProducerRecord<String, byte[]>> results(
      CheckpointManifest manifest, Choice choice, BooleanSupplier late) {
    try {
      long begun = nanoTime.getAsLong();
      List<ProducerRecord<String, byte[]>> found = prober.probe(manifest, choice, late).stream()
          .map(each -> Topics.PROBES.record(
              RecordKeys.probe(each.getRun(), each.getStep(), each.getName()), each))
          .toList();
      if (!found.isEmpty()) {
        metrics.probed((nanoTime.getAsLong() - begun) * 1e-9);
      }
      return found;
    } catch (CancellationException ended) {
      if (!late.getAsBoolean()) {
        throw ended;
      }
      return alarm(manifest, TOO_LONG);
    } catch (StoreException lost) {
      return recorded.retired(manifest) ? passedOver(manifest) : alarm(manifest, lost.getMessage());
    } catch (RuntimeException failed) {
      log.warn("the dear probes of run {} fail", manifest.getRun(), failed);
      return alarm(manifest, failed.toString());
    }
  }

  private static List<ProducerRecord<String, byte[]>> passedOver(CheckpointManifest manifest) {
    log.info(
        "run {}: the dear probes pass over the checkpoint at step {}, which was retired before"
            + " they came to it",
        manifest.getRun(),
        manifest.getStep());
    return List.of();
  }

  private List<ProducerRecord<String, byte[]>> alarm(CheckpointManifest manifest, String reason) {
    String message =
        "the checkpoint at step %d cannot be probed: %s".formatted(manifest.getStep(), reason);
    log.warn("run {}: {}", manifest.getRun(), message);
    metrics.notProbed();
    RunEvent alarm = new RunEvent(
        manifest.getRun(),
        EventKind.ALARM,
        manifest.getStep(),
        null,
        manifest.getDistributionVersion(),
        message,
        Map.of(),
        clock.instant());
    return List.of(Topics.EVENTS.record(manifest.getRun(), alarm));
  }

  @Override
  public void forget() {
    lookedAtForTransitions.clear();
  }

  @Override
  public void cancel() {
    prober.cancel();
  }

  @Override
  public void close() {
    prober.close();
  }
}
