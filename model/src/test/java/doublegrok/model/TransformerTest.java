package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.TokenSequences;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what the program computes, apart from its update. */
final class TransformerTest {
  @ParameterizedTest(name = "tied {0}, seed {1}, {2} sequences")
  @CsvSource({"true, 1, 3", "false, 2, 3", "true, 3, 4", "false, 4, 16"})
  void logitsAreThoseOfAPlainImplementation(boolean tied, long seed, int sequences) {
    TransformerSpec model = Given.model(tied, Activation.RELU);
    List<FloatTensor> weights = Given.weights(model, seed);
    TokenSequences block = Given.block(sequences, seed);

    double[] logits;
    try (Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      logits = probe.outputs(block, Probe.flat(weights));
    }

    ReferenceTransformer reference = new ReferenceTransformer(model, weights);
    int at = 0;
    for (int row = 0; row < sequences; row++) {
      for (int answer : block.layout().answerPositions()) {
        int[] before = new int[answer];
        for (int t = 0; t < answer; t++) {
          before[t] = block.token(row, t);
        }
        for (double expected : reference.logits(before)) {
          assertThat(logits[at++]).isCloseTo(expected, within(1e-9));
        }
      }
    }
  }

  @ParameterizedTest(name = "tied {0}, {1}, seed {2}")
  @CsvSource({"true, RELU, 1", "false, GELU, 2", "true, GELU, 3", "false, RELU, 4"})
  void gradientIsThatOfFiniteDifferences(boolean tied, Activation activation, long seed) {
    TransformerSpec model = Given.model(tied, activation);
    double[] weights = Probe.flat(Given.weights(model, seed));
    TokenSequences block = Given.block(4, seed);

    try (Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      probe.requireDifferences(block, weights, 150, seed);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void prunedLastBlockHasTheLossAndGradientOfTheFullOne(long seed) {
    TransformerSpec model = Given.tinyModel();
    double[] weights = Probe.flat(Given.weights(model, seed));
    TokenSequences block = Given.block(16, seed);

    for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
      double tolerance = type == DataType.FLOAT64 ? 1e-12 : 3e-6;
      try (Probe pruned = new Probe(model, true, type);
          Probe full = new Probe(model, false, type)) {
        Probe.Slope a = pruned.slope(block, weights);
        Probe.Slope b = full.slope(block, weights);
        assertThat(a.loss()).isCloseTo(b.loss(), within(tolerance));
        for (int i = 0; i < weights.length; i++) {
          assertThat(a.gradient().get(i)).isCloseTo(b.gradient().get(i), within(tolerance));
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} sequences")
  @ValueSource(ints = {1, 28, 96})
  void aBatchInPiecesHasTheLossAndGradientOfTheWholeOne(int sequences) {
    TransformerSpec model = Given.tinyModel();
    double[] weights = Probe.flat(Given.weights(model, 9));
    TokenSequences block = Given.block(sequences, 9);
    ProgramForm inPieces = new ProgramForm(true, 1, Precision.FLOAT32, false, false, false);

    try (Probe whole = new Probe(model, true, DataType.FLOAT64);
        Probe pieces = new Probe(model, inPieces, DataType.FLOAT64)) {
      Probe.Slope a = whole.slope(block, weights);
      Probe.Slope b = pieces.slope(block, weights);
      Probe.requireAlike(b, a);
      boolean cut = sequences > 1; // a single sequence cannot be
      assertThat(b.gradient().equals(a.gradient())).isEqualTo(!cut);
    }
  }

  @ParameterizedTest(name = "{0} sequences, {1} layers")
  @CsvSource({"16, 1", "16, 2", "64, 1", "64, 2"})
  void fusedItHasTheLossAndGradientOfThePlainOne(int sequences, int layers) {
    TransformerSpec model = Given.model(layers, true, Activation.RELU);
    double[] weights = Probe.flat(Given.weights(model, 9));
    TokenSequences block = Given.block(sequences, 9);

    try (Probe plain = new Probe(model, true, DataType.FLOAT64);
        Probe fused = new Probe(model, Probe.fused(true), DataType.FLOAT64)) {
      Probe.requireAlike(fused.slope(block, weights), plain.slope(block, weights));
    }
  }

  @Test
  void changingATokenLeavesAllEarlierLogitsEqual() {
    TransformerSpec model = Given.tinyModel();
    int vocabulary = model.form().outputs();
    TokenSequences block = Given.tokens(8, Given.block(1, 5).bytes(), 1, 2, 3, 4, 5, 6, 7);

    try (ForwardProgram program = ForwardProgram.open(model, Given.weights(model, 5), Given.CPU)) {
      float[] before = program.outputs(block);
      for (int changed = 0; changed < 8; changed++) {
        byte[] tokens = block.bytes().clone();
        tokens[changed] = (byte) ((tokens[changed] + 1) % vocabulary);
        float[] after = program.outputs(new TokenSequences(block.layout(), 1, tokens, new int[1]));
        for (int answer = 1; answer < 8; answer++) {
          float[] a = slice(before, answer, vocabulary);
          float[] b = slice(after, answer, vocabulary);
          if (answer <= changed) {
            assertThat(b).isEqualTo(a);
          } else {
            assertThat(b).isNotEqualTo(a);
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void initialLossIsNearThatOfUniformGuessing(long seed) {
    TransformerSpec model = new TransformerSpec(
        TransformerSpec.Design.PRE_NORM,
        2,
        64,
        4,
        4,
        8,
        new SequenceForm.Tokens(29),
        Objective.CROSS_ENTROPY,
        true,
        Activation.RELU,
        0.02);

    try (Probe probe = new Probe(model, true, DataType.FLOAT32)) {
      double[] weights = Probe.flat(InitialWeights.of(model, seed));
      double loss = probe.slope(Given.block(256, 29, seed), weights).loss();

      assertThat(loss).isCloseTo(Math.log(29), within(0.05));
    }
  }

  private static float[] slice(float[] logits, int answer, int vocabulary) {
    return java.util.Arrays.copyOfRange(logits, (answer - 1) * vocabulary, answer * vocabulary);
  }
}
