package doublegrok.evaluator.probe;

import doublegrok.explain.Attribution;
import doublegrok.model.FloatTensor;
import doublegrok.spec.RunSpec;
import doublegrok.task.AskedModel;
import doublegrok.task.FamilyProbe;
import doublegrok.task.Sequences;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A checkpoint under examination.
 *
 * @param spec of its run
 * @param weights of the model, in the program's order
 * @param model answers what it is asked
 * @param trained evaluation sequences of tasks and inputs that it is trained on
 * @param attribution of all that it answers to the mixture of references that is nearest to it;
 *     empty if its outputs are no numbers, or if its family has no references
 * @param questions of its family, drawn when they are asked for
 */
public record Examination(
    RunSpec spec,
    List<FloatTensor> weights,
    AskedModel model,
    Sequences trained,
    Optional<Attribution> attribution,
    Supplier<List<FamilyProbe>> questions) {
  public Examination {
    weights = List.copyOf(weights);
  }

  /** The weights of this name; empty if the model has none. */
  public Optional<FloatTensor> weights(String name) {
    return weights.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
