package doublegrok.evaluator.probe;

import doublegrok.explain.Attribution;
import doublegrok.model.FloatTensor;
import doublegrok.spec.RunSpec;
import doublegrok.task.AskedModel;
import doublegrok.task.FamilyProbe;
import doublegrok.task.Sequences;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
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
 * @param landscapes the losses of its weights, which can be moved about
 * @param cancelled whether there is no more time
 */
public record Examination(
    RunSpec spec,
    List<FloatTensor> weights,
    AskedModel model,
    Sequences trained,
    Optional<Attribution> attribution,
    Supplier<List<FamilyProbe>> questions,
    Landscapes landscapes,
    BooleanSupplier cancelled) {
  public Examination {
    weights = List.copyOf(weights);
  }

  /**
   * With what the run spec has a probe look, by the probe's rows.
   *
   * @throws doublegrok.spec.text.InvalidSpecException if it breaks one
   */
  public Values means(Probe probe) {
    return spec.evaluation().means(probe.name(), probe.means());
  }

  /**
   * Goes on if there is time.
   *
   * @throws CancellationException otherwise
   */
  public void requireTime() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("there is no more time for this checkpoint");
    }
  }

  /** The weights of this name; empty if the model has none. */
  public Optional<FloatTensor> weights(String name) {
    return weights.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
