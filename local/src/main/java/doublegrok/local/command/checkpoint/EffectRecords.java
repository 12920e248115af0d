package doublegrok.local.command.checkpoint;

import doublegrok.explain.effect.Effect;
import doublegrok.explain.effect.EffectFinding;
import doublegrok.local.check.RefusedException;
import doublegrok.log.DurableRecords;
import doublegrok.log.FindingRecords;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ProbeResult;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Effects of changes on the log, each with the fork that has the change. */
final class EffectRecords {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final Clock clock;

  EffectRecords(KafkaSettings kafka, Clock clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  /**
   * Puts an effect on the log, durably.
   *
   * @param last checkpoint of the changed fork that was compared
   */
  void publish(ExplainPlan plan, Compared compared, CheckpointManifest last)
      throws InterruptedException {
    ProbeResult result = result(plan, compared, last);
    String key = RecordKeys.probe(result.getRun(), result.getStep(), result.getName());
    try {
      DurableRecords.put(kafka, List.of(Topics.PROBES.record(key, result)), WITHIN);
    } catch (ExecutionException | TimeoutException failure) {
      throw new RefusedException(
          "the effect of run '%s' cannot be put on the log: %s; the same command tries again"
              .formatted(result.getRun(), failure));
    }
  }

  private ProbeResult result(ExplainPlan plan, Compared compared, CheckpointManifest last) {
    Map<String, Effect> coefficients = new LinkedHashMap<>();
    compared.coefficients().forEach(each -> coefficients.put(each.label(), each.effect()));
    String caption =
        "Less the unchanged twin %s, at step %d, on the twin's questions; both are forks"
                .formatted(plan.twin().name(), plan.until())
            + " of %s at step %d.".formatted(plan.run(), plan.from().getStep());
    return new ProbeResult(
        last.getRun(),
        last.getStep(),
        EffectFinding.NAME,
        last.getDistributionVersion(),
        last.getWeights().getSha256(),
        FindingRecords.of(EffectFinding.of(
            compared.title(), caption, compared.sets(), compared.shares(), coefficients)),
        clock.instant());
  }
}
