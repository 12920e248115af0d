package doublegrok.model;

import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Boring specs and batches for tests. */
final class Given {
  static final ComputeDevice CPU = ComputeDevice.choose(DeviceChoice.CPU);

  private Given() {}

  static TransformerSpec tinyModel() {
    return model(true, Activation.RELU);
  }

  /** Two layers, width 12, two heads of 6, MLP factor 3, seven tokens, vocabulary 11. */
  static TransformerSpec model(boolean tied, Activation activation) {
    return model(new SequenceForm.Tokens(11), Objective.CROSS_ENTROPY, tied, activation);
  }

  /** The same size, of so many layers. */
  static TransformerSpec model(int layers, boolean tied, Activation activation) {
    return model(layers, new SequenceForm.Tokens(11), Objective.CROSS_ENTROPY, tied, activation);
  }

  /** The same size, of another form or objective. */
  static TransformerSpec model(
      SequenceForm form, Objective objective, boolean tied, Activation activation) {
    return model(2, form, objective, tied, activation);
  }

  private static TransformerSpec model(
      int layers, SequenceForm form, Objective objective, boolean tied, Activation activation) {
    return new TransformerSpec(
        TransformerSpec.Design.PRE_NORM,
        layers,
        12,
        2,
        3,
        7,
        form,
        objective,
        tied,
        activation,
        0.3);
  }

  /** Weights of every kind away from zero and one, so that nothing hides. */
  static List<FloatTensor> weights(TransformerSpec model, long seed) {
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
  static TokenSequences block(int sequences, long seed) {
    return block(sequences, 11, seed);
  }

  static TokenSequences block(int sequences, int vocabulary, long seed) {
    return block(sequences, new SequenceLayout(vocabulary, 8, List.of(1, 4, 6), 0), seed);
  }

  /** Uniform tokens. */
  static TokenSequences block(int sequences, SequenceLayout layout, long seed) {
    Random random = new Random(seed);
    int tokens = sequences * layout.length();
    byte[] bytes = new byte[tokens * layout.tokens().tokenBytes()];
    for (int i = 0; i < tokens; i++) {
      TokenSequences.put(bytes, layout.tokens(), i, random.nextInt(layout.vocabulary()));
    }
    return new TokenSequences(layout, sequences, bytes, new int[sequences]);
  }

  /** Uniform tokens, of which so many sequences one after the other share the first ones. */
  static TokenSequences alike(SequenceLayout layout, int stem, List<Integer> groups, long seed) {
    TokenSequences block = block(groups.stream().mapToInt(Integer::intValue).sum(), layout, seed);
    int size = layout.length() * layout.tokens().tokenBytes();
    int row = 0;
    for (int sequences : groups) {
      for (int copy = row + 1; copy < row + sequences; copy++) {
        System.arraycopy(
            block.bytes(),
            row * size,
            block.bytes(),
            copy * size,
            stem * layout.tokens().tokenBytes());
      }
      row += sequences;
    }
    return block;
  }

  /** Tokens of the tiny model in one byte each. */
  static TokenSequences tokens(int length, byte[] tokens, Integer... answers) {
    SequenceLayout layout = new SequenceLayout(11, length, List.of(answers), 0);
    int sequences = tokens.length / length;
    return new TokenSequences(layout, sequences, tokens, new int[sequences]);
  }

  static TrainingProgram training(OptimizerSpec optimizer, long seed) {
    ModelState state = ModelState.initial(tinyModel(), optimizer, seed);
    return TrainingProgram.open(tinyModel(), optimizer, state, CPU);
  }
}
