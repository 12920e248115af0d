package doublegrok.evaluator.work;

import doublegrok.evaluator.probe.Probes;
import doublegrok.model.ComputeDevice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.ModelWeights;
import doublegrok.spec.RunSpec;
import java.time.Clock;
import java.util.List;

/**
 * Evaluation that a worker does of each checkpoint once a run's contexts are drawn, again and
 * again: for those who measure it.
 */
public final class RepeatedEvaluation implements AutoCloseable {
  private static final Subject SUBJECT = new Subject("", 0, "");

  private final EvaluationContexts contexts;
  private final ForwardProgram program;
  private final AskedProgram model;
  private final ModelEvaluator evaluator;
  private final Probes due;

  /**
   * Draws the contexts of the spec's first distribution and loads the program.
   *
   * @param weights in any order
   * @throws IllegalArgumentException if the weights are not of the spec's model
   */
  public RepeatedEvaluation(
      RunSpec spec, List<FloatTensor> weights, ComputeDevice device, Clock clock) {
    List<FloatTensor> ordered = ModelWeights.ordered(spec.model(), weights);
    contexts = new EvaluationContexts(spec, 0);
    due = Probes.builtIn().due(spec, spec.checkpoint().every());
    program = ForwardProgram.open(spec.model(), ordered, device);
    model = new AskedProgram(program, List.of(), () -> false);
    evaluator = new ModelEvaluator(contexts, program, ordered, clock, () -> false);
  }

  /** Evaluates every set, with attribution and spectrum, without other probes. */
  public Findings evaluate() {
    return evaluator.evaluate(SUBJECT, Probes.builtIn().always());
  }

  /** Evaluates every set, and has the probes look that look at a run's first checkpoint. */
  public Findings evaluateWithProbes() {
    return evaluator.evaluate(SUBJECT, due);
  }

  /** The same forward passes alone: every set, and nothing made of the answers. */
  public void forward() {
    contexts.sets().values().forEach(each -> model.ask(each.sequences(), (block, outputs) -> {}));
  }

  /** Number of sets. */
  public int sets() {
    return contexts.sets().size();
  }

  @Override
  public void close() {
    program.close();
  }
}
