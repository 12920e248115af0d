package doublegrok.evaluator.work;

import doublegrok.log.EventDetails;
import doublegrok.log.RecordKeys;
import doublegrok.log.Rejections;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.ProbeResult;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.store.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a record of work to the records that tell what became of it. */
final class CheckpointResults {
  private static final Logger log = LoggerFactory.getLogger(CheckpointResults.class);

  private final CheckpointEvaluator evaluator;
  private final Clock clock;
  private final Rejections rejections;
  private final EvaluatorMetrics metrics;

  CheckpointResults(CheckpointEvaluator evaluator, Clock clock, EvaluatorMetrics metrics) {
    this.metrics = metrics;
    this.evaluator = evaluator;
    this.clock = clock;
    this.rejections = new Rejections("evaluator", clock, metrics::rejected);
  }

  /**
   * What is published about a record of work: the findings, an alarm, or why it is rejected.
   *
   * @throws CancellationException if the evaluator is cancelled meanwhile
   */
  List<ProducerRecord<String, byte[]>> of(ConsumerRecord<String, byte[]> origin) {
    try {
      CheckpointManifest manifest = Topics.WORK.read(origin.key(), origin.value());
      return manifest.getRetired() ? List.of() : results(manifest);
    } catch (UnreadableRecordException unreadable) {
      Rejections.Rejection rejection =
          rejections.reject(Rejections.Origin.of(origin), String.valueOf(unreadable.getMessage()));
      return List.of(Topics.REJECTED.record(rejection.key(), rejection.record()));
    }
  }

  /** One checkpoint that cannot be evaluated, for whatever reason, must not hold up the others. */
  private List<ProducerRecord<String, byte[]>> results(CheckpointManifest manifest) {
    try {
      long begun = System.nanoTime();
      Findings findings = evaluator.evaluate(manifest);
      metrics.evaluated((System.nanoTime() - begun) * 1e-9);
      return records(findings);
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
    metrics.notEvaluated();
    RunEvent alarm = new RunEvent(
        manifest.getRun(),
        EventKind.ALARM,
        manifest.getStep(),
        null,
        manifest.getDistributionVersion(),
        message,
        Map.of(EventDetails.NOT_EVALUATED, Long.toString(manifest.getStep())),
        clock.instant());
    return Topics.EVENTS.record(manifest.getRun(), alarm);
  }

  private static List<ProducerRecord<String, byte[]>> records(Findings findings) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    findings
        .levels()
        .ifPresent(levels -> records.add(Topics.REFERENCES.record(
            RecordKeys.version(levels.getRun(), levels.getDistributionVersion()), levels)));
    for (SetEvaluation each : findings.sets()) {
      String key = RecordKeys.evaluation(each.getRun(), each.getStep(), each.getSet());
      records.add(Topics.EVALUATIONS.record(key, each));
    }
    for (ProbeResult each : findings.probes()) {
      String key = RecordKeys.probe(each.getRun(), each.getStep(), each.getName());
      records.add(Topics.PROBES.record(key, each));
    }
    return records;
  }
}
