package doublegrok.local.command.checkpoint;

import doublegrok.evaluator.probe.Probes;
import doublegrok.evaluator.work.Subject;
import doublegrok.evaluator.work.WeightsEvaluation;
import doublegrok.explain.effect.Effect;
import doublegrok.log.RecordedFindings;
import doublegrok.model.ComputeDevice;
import doublegrok.model.FloatTensor;
import doublegrok.record.ProbeResult;
import doublegrok.spec.RunSpec;
import doublegrok.task.finding.Scalar;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Learning coefficients of models on one spec's data, all by chains with the same noise. */
final class CoefficientComparison {
  /** Standard normal quantile of a two-sided 95 % interval. */
  private static final double Z = 1.96;

  private final WeightsEvaluation evaluation;
  private final ComputeDevice device;

  /**
   * A comparison on the data of a spec.
   *
   * @param version of its distribution
   */
  CoefficientComparison(RunSpec spec, int version, ComputeDevice device) {
    Probes probe =
        new Probes(Probes.builtIn().named(Probes.LEARNING_COEFFICIENT).stream().toList());
    this.evaluation = new WeightsEvaluation(spec, version, probe);
    this.device = device;
  }

  /** Those at each temperature, by its label; NaN where they are no estimates. */
  Map<String, Scalar> of(List<FloatTensor> weights) {
    Map<String, Scalar> found = new LinkedHashMap<>();
    List<ProbeResult> results =
        evaluation.probe(new Subject("", 0, ""), weights, device, Clock.systemUTC());
    results.stream()
        .filter(each -> each.getName().equals(Probes.COEFFICIENT))
        .flatMap(each -> RecordedFindings.of(each, Optional::empty).stream())
        .flatMap(finding -> finding.scalars().stream())
        .forEach(each -> found.put(each.label(), each));
    return found;
  }

  /**
   * Differences with 95 % intervals that take the two errors for independent; of temperatures alone
   * at which both are estimates.
   */
  static List<CoefficientEffect> effects(Map<String, Scalar> twin, Map<String, Scalar> changed) {
    List<CoefficientEffect> effects = new ArrayList<>();
    twin.forEach((label, before) -> {
      Scalar after = changed.get(label);
      double value = after.value() - before.value();
      double reach = Z * Math.hypot(before.error(), after.error());
      if (Double.isFinite(value) && Double.isFinite(reach)) {
        Effect effect = new Effect(value, value - reach, value + reach);
        effects.add(new CoefficientEffect(label, before.value(), effect));
      }
    });
    return effects;
  }

  /**
   * Effect on the learning coefficient at one temperature.
   *
   * @param label of the temperature
   * @param twin coefficient of the twin
   * @param effect coefficient of the changed model less that
   */
  record CoefficientEffect(String label, double twin, Effect effect) {}
}
