package doublegrok.evaluator.work;

import doublegrok.log.RecordKeys;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.log.Trade;
import doublegrok.log.UnreadableRecordException;
import doublegrok.model.ComputeThreads;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trade of those who take manifests from {@code work} in a group of their own and do the dear
 * probes, so that no evaluation, transition or alert ever waits for one. They may come to a
 * checkpoint long after it was taken.
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
  private final Predicate<CheckpointManifest> retired;
  private final int threads;
  private final Clock clock;
  private final EvaluatorMetrics metrics;
  private final LongSupplier nanoTime;

  /**
   * The trade of this prober, which is owned.
   *
   * @param retired whether a checkpoint is no longer kept, as the log says now
   * @param threads that compute on a CPU
   */
  public ProbingTrade(
      Prober prober,
      Predicate<CheckpointManifest> retired,
      int threads,
      Clock clock,
      EvaluatorMetrics metrics) {
    this(prober, retired, threads, clock, metrics, System::nanoTime);
  }

  /**
   * The same by another clock.
   *
   * @param nanoTime only goes forward
   */
  ProbingTrade(
      Prober prober,
      Predicate<CheckpointManifest> retired,
      int threads,
      Clock clock,
      EvaluatorMetrics metrics,
      LongSupplier nanoTime) {
    this.prober = prober;
    this.retired = retired;
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
  public Topic<CheckpointManifest> topic() {
    return Topics.WORK;
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
    try {
      CheckpointManifest manifest = Topics.WORK.read(origin.key(), origin.value());
      return manifest.getRetired() ? List.of() : results(manifest);
    } catch (UnreadableRecordException rejected) { // by those who evaluate, with the reason
      log.debug("passed over: {}", rejected.getMessage());
      return List.of();
    }
  }

  /** One checkpoint that cannot be probed, for whatever reason, must not hold up the others. */
  private List<ProducerRecord<String, byte[]>> results(CheckpointManifest manifest) {
    long begun = nanoTime.getAsLong();
    BooleanSupplier late = () -> nanoTime.getAsLong() - begun > PROBING_MAX.toNanos();
    try {
      List<ProducerRecord<String, byte[]>> found = prober.probe(manifest, late).stream()
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
      return retired.test(manifest) ? passedOver(manifest) : alarm(manifest, lost.getMessage());
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

  /** Nothing is told once and for all: each result stands for itself. */
  @Override
  public void forget() {}

  @Override
  public void cancel() {
    prober.cancel();
  }

  @Override
  public void close() {
    prober.close();
  }
}
