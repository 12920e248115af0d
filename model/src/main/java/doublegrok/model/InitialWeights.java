package doublegrok.model;

import doublegrok.model.ParameterLayout.Parameter;
import doublegrok.spec.ModelSpec;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws a model's first weights, the same bits on every machine; each tensor by itself. */
final class InitialWeights {
  private InitialWeights() {}

  /** Matrices normal, LayerNorms the identity, in the layout's order. */
  static List<FloatTensor> of(ModelSpec model, long seed) {
    double residual = model.initStd() / StrictMath.sqrt(2.0 * model.layers());
    List<FloatTensor> weights = new ArrayList<>();
    for (Parameter parameter : ParameterLayout.of(model).parameters()) {
      CounterRandom random = new CounterRandom(seed, RandomStream.INITIAL_WEIGHTS, weights.size());
      weights.add(
          switch (parameter.kind()) {
            case MATRIX -> normal(parameter, model.initStd(), random);
            case RESIDUAL_MATRIX -> normal(parameter, residual, random);
            case HEAD -> normal(parameter, 1 / Math.sqrt(parameter.shape().get(0)), random);
            case SCALE -> constant(parameter, 1);
            case SHIFT -> constant(parameter, 0);
          });
    }
    return List.copyOf(weights);
  }

  private static FloatTensor normal(Parameter parameter, double deviation, CounterRandom random) {
    float[] values = new float[parameter.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return new FloatTensor(parameter.name(), parameter.shape(), values);
  }

  private static FloatTensor constant(Parameter parameter, float value) {
    float[] values = new float[parameter.elements()];
    Arrays.fill(values, value);
    return new FloatTensor(parameter.name(), parameter.shape(), values);
  }
}
