package doublegrok.model;

import doublegrok.model.ParameterLayout.Parameter;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.OptimizerSpec;
import java.util.List;

/**
 * Everything that a training run's next step depends on, other than its batch and its rates.
 *
 * @param weights the parameters, in the program's order
 * @param moments the optimizer's state, in the program's order
 * @param step steps taken so far
 */
public record ModelState(List<FloatTensor> weights, List<FloatTensor> moments, long step) {
  /** Copies the lists. */
  public ModelState {
    weights = List.copyOf(weights);
    moments = List.copyOf(moments);
    if (step < 0) {
      throw new IllegalArgumentException("step must be at least 0, was " + step);
    }
  }

  /**
   * The state before the first step: matrices and embedding normal with the model's deviation (the
   * MLP's residual projections over sqrt(2 layers)), LayerNorm the identity, moments zero.
   */
  public static ModelState initial(ModelSpec model, OptimizerSpec optimizer, long seed) {
    List<FloatTensor> moments = MomentLayout.of(model, optimizer).all().stream()
        .map(p -> FloatTensor.zeros(p.name(), p.shape()))
        .toList();
    return new ModelState(InitialWeights.of(model, seed), moments, 0);
  }

  /** Number of a model's parameters. */
  public static long parameterCount(ModelSpec model) {
    return ParameterLayout.of(model).elements();
  }

  /**
   * Checks that tensors are those of a layout.
   *
   * @throws IllegalArgumentException naming the first that differs
   */
  static void requireLayout(String what, List<FloatTensor> tensors, List<Parameter> layout) {
    if (tensors.size() != layout.size()) {
      throw new IllegalArgumentException("%s must be %d tensors for this spec, were %d"
          .formatted(what, layout.size(), tensors.size()));
    }
    for (int i = 0; i < layout.size(); i++) {
      FloatTensor tensor = tensors.get(i);
      Parameter wanted = layout.get(i);
      if (!tensor.name().equals(wanted.name()) || !tensor.shape().equals(wanted.shape())) {
        throw new IllegalArgumentException("%s: tensor %d must be %s %s for this spec, was %s %s"
            .formatted(what, i, wanted.name(), wanted.shape(), tensor.name(), tensor.shape()));
      }
    }
  }
}
