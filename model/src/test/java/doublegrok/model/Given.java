package doublegrok.model;

import doublegrok.spec.ModelSpec;
import doublegrok.spec.ModelSpec.Activation;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Boring specs and batches for tests. */
final class Given {
  static final ComputeDevice CPU = ComputeDevice.choose(DeviceChoice.CPU);

  private Given() {}

  static ModelSpec tinyModel() {
    return model(true, Activation.RELU);
  }

  /** Two layers, width 12, two heads of 6, MLP factor 3, seven tokens, vocabulary 11. */
  static ModelSpec model(boolean tied, Activation activation) {
    return new ModelSpec(2, 12, 2, 3, 7, 11, tied, activation, 0.3);
  }

  /** Weights of every kind away from zero and one, so that nothing hides. */
  static List<FloatTensor> weights(ModelSpec model, long seed) {
    Random random = new Random(seed);
    List<FloatTensor> weights = new ArrayList<>();
    for (FloatTensor tensor : InitialWeights.of(model, seed)) {
      float[] moved = tensor.values().clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += (float) (0.1 * random.nextGaussian());
      }
      weights.add(new FloatTensor(tensor.name(), tensor.shape(), moved));
    }
    return weights;
  }

  static OptimizerSpec optimizer(Rule rule) {
    return new OptimizerSpec(rule, 2e-3, 0.3, 0.9, 0.98, 1e-8, 0.02, 0.95, 0.03);
  }

  /** Uniform tokens; answers at positions 1, 4 and 6 of eight. */
  static TokenBlock block(int sequences, long seed) {
    return block(sequences, 11, seed);
  }

  static TokenBlock block(int sequences, int vocabulary, long seed) {
    byte[] tokens = new byte[sequences * 8];
    Random random = new Random(seed);
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (byte) random.nextInt(vocabulary);
    }
    return new TokenBlock(sequences, 8, tokens, List.of(1, 4, 6));
  }

  static TrainingProgram training(OptimizerSpec optimizer, long seed) {
    ModelState state = ModelState.initial(tinyModel(), optimizer, seed);
    return TrainingProgram.open(tinyModel(), optimizer, state, CPU);
  }
}
