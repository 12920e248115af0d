package doublegrok.evaluator.work;

import doublegrok.evaluator.probe.Probes;
import doublegrok.model.ComputeDevice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.ModelWeights;
import doublegrok.record.ProbeResult;
import doublegrok.record.ReferenceLevels;
import doublegrok.spec.RunSpec;
import java.time.Clock;
import java.util.List;

/**
 * Evaluation of weights from anywhere, without a log or a store: all that a worker asks a run's
 * checkpoint, of the same sequences.
 *
 * @param spec of the model and its data
 * @param version of the distribution that defines the sets, from 0, which is that before any swap
 * @param probes that look too, however seldom the spec has them look
 */
public record WeightsEvaluation(RunSpec spec, int version, Probes probes) {
  /**
   * Evaluates weights; the levels of the references are always there.
   *
   * @param subject whose weights they are, as the records will say
   * @param weights in any order
   * @throws IllegalArgumentException if the spec does not plan this version, or the weights are not
   *     of its model
   */
  public Findings of(
      Subject subject, List<FloatTensor> weights, ComputeDevice device, Clock clock) {
    List<FloatTensor> ordered = ModelWeights.ordered(spec.model(), weights);
    EvaluationContexts contexts = new EvaluationContexts(spec, version);
    ReferenceLevels levels = LevelsReport.of(subject.run(), contexts, clock.instant());
    try (ForwardProgram program = ForwardProgram.open(spec.model(), ordered, device)) {
      return new ModelEvaluator(contexts, program, ordered, clock, () -> false)
          .evaluate(subject, probes)
          .with(levels);
    }
  }

  /**
   * What the probes find in weights, without the evaluation and what it would tell them.
   *
   * @param subject whose weights they are, as the records will say
   * @param weights in any order
   * @throws IllegalArgumentException as {@link #of}
   */
  public List<ProbeResult> probe(
      Subject subject, List<FloatTensor> weights, ComputeDevice device, Clock clock) {
    List<FloatTensor> ordered = ModelWeights.ordered(spec.model(), weights);
    EvaluationContexts contexts = new EvaluationContexts(spec, version);
    try (ForwardProgram program = ForwardProgram.open(spec.model(), ordered, device)) {
      return new ModelEvaluator(contexts, program, ordered, clock, () -> false)
          .probe(subject, probes);
    }
  }
}
