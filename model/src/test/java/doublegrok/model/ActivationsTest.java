package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.model.ReferenceTransformer.Trace;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.task.TokenSequences;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of what a model computes on its way to the logits. */
final class ActivationsTest {
  private static final int SEQUENCES = 3;
  private static final int LENGTH = 7;

  @ParameterizedTest(name = "tied {0}, seed {1}")
  @CsvSource({"true, 1", "false, 2"})
  void theyAreThoseOfAPlainImplementation(boolean tied, long seed) {
    TransformerSpec model = Given.model(tied, Activation.RELU);
    List<FloatTensor> weights = Given.weights(model, seed);
    TokenSequences tokens = tokens(seed);
    Activations activations = activations(model, weights, tokens);
    ReferenceTransformer reference = new ReferenceTransformer(model, weights);

    assertThat(activations.attention()).hasSize(2 * SEQUENCES * 2 * LENGTH * LENGTH);
    assertThat(activations.headOutputs()).hasSize(2 * SEQUENCES * LENGTH * 12);
    assertThat(activations.blockOutputs()).hasSize(2 * SEQUENCES * LENGTH * 12);
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      Trace trace = reference.trace(row(tokens, sequence));
      for (int layer = 0; layer < 2; layer++) {
        for (int head = 0; head < 2; head++) {
          assertClose(
              activations.attentionOf(layer, sequence, head),
              flat(trace.attention().get(layer)[head]));
        }
        for (int t = 0; t < LENGTH; t++) {
          double[] mixed = trace.headOutputs().get(layer)[t];
          for (int head = 0; head < 2; head++) {
            assertClose(
                part(activations.headOutputsAt(layer, head, t), sequence, 6),
                Arrays.copyOfRange(mixed, head * 6, (head + 1) * 6));
          }
          assertClose(
              part(activations.blockOutputsAt(layer, t), sequence, 12),
              trace.blockOutputs().get(layer)[t]);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @CsvSource({"RELU, 3", "GELU, 4"})
  void attentionRowsAreCausalAndSumToOne(Activation activation, long seed) {
    TransformerSpec model = Given.model(true, activation);
    float[] attention =
        activations(model, Given.weights(model, seed), tokens(seed)).attention();

    for (int row = 0; row < attention.length / LENGTH; row++) {
      double sum = 0;
      for (int key = 0; key < LENGTH; key++) {
        float share = attention[row * LENGTH + key];
        sum += share;
        if (key > row % LENGTH) {
          assertThat(share).isZero();
        } else {
          assertThat(share).isPositive();
        }
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
    }
  }

  @ParameterizedTest(name = "tied {0}, {1}, seed {2}")
  @CsvSource({"true, RELU, 5", "false, GELU, 6", "true, GELU, 7"})
  void theLastBlocksOutputIsWhatTheLogitsAreReadFrom(boolean tied, Activation kind, long seed) {
    TransformerSpec model = Given.model(tied, kind);
    List<FloatTensor> weights = Given.weights(model, seed);
    byte[] tokens = tokens(seed).bytes();
    byte[] block = new byte[SEQUENCES * (LENGTH + 1)]; // the model reads all but the last token
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      System.arraycopy(tokens, sequence * LENGTH, block, sequence * (LENGTH + 1), LENGTH);
    }
    float[] logits;
    Activations activations;
    try (ForwardProgram program = ForwardProgram.open(model, weights, Given.CPU)) {
      TokenSequences shown = Given.tokens(LENGTH + 1, block, 1, 2, 3, 4, 5, 6, 7);
      logits = program.outputs(shown);
      activations = program.activations(shown, LENGTH);
    }
    ReferenceTransformer reference = new ReferenceTransformer(model, weights);

    for (int t = 0; t < LENGTH; t++) {
      float[] outputs = activations.blockOutputsAt(1, t);
      for (int sequence = 0; sequence < SEQUENCES; sequence++) {
        double[] expected = reference.logits(doubles(part(outputs, sequence, 12)));
        assertClose(part(logits, sequence * LENGTH + t, 11), expected);
      }
    }
  }

  @Test
  void theyAreThoseOfTheWeightsThatWerePutInLast() {
    TransformerSpec model = Given.tinyModel();
    List<FloatTensor> later = Given.weights(model, 9);
    try (ForwardProgram program = ForwardProgram.open(model, Given.weights(model, 8), Given.CPU)) {
      final float[] before = program.activations(tokens(8), LENGTH).blockOutputs();
      program.replaceWeights(later);
      float[] after = program.activations(tokens(8), LENGTH).blockOutputs();

      assertThat(after).isNotEqualTo(before);
      assertThat(after).isEqualTo(activations(model, later, tokens(8)).blockOutputs());
    }
  }

  @Test
  void whatTheModelCannotSeeIsRefused() {
    TransformerSpec model = Given.tinyModel();
    try (ForwardProgram program = ForwardProgram.open(model, Given.weights(model, 1), Given.CPU)) {
      assertThatThrownBy(() -> program.activations(Given.block(1, 1), 8))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a sequence must have 1..7 tokens (the model's context), had 8");
      assertThatThrownBy(() -> program.activations(Given.tokens(4, new byte[4], 1), 5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a sequence must have 1..4 tokens (its length), had 5");
      assertThatThrownBy(() -> program.activations(Given.block(1, 1), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("had 0");
      assertThatThrownBy(() -> program.activations(Given.block(1, 12, 1), 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the model is of Tokens[vocabulary=11], the sequences are of"
              + " Tokens[vocabulary=12]");
    }
  }

  private static Activations activations(
      TransformerSpec model, List<FloatTensor> weights, TokenSequences tokens) {
    try (ForwardProgram program = ForwardProgram.open(model, weights, Given.CPU)) {
      return program.activations(tokens, LENGTH);
    }
  }

  private static TokenSequences tokens(long seed) {
    byte[] bytes = Arrays.copyOf(Given.block(SEQUENCES, seed).bytes(), SEQUENCES * LENGTH);
    return Given.tokens(LENGTH, bytes, LENGTH - 1);
  }

  private static int[] row(TokenSequences tokens, int sequence) {
    int[] row = new int[LENGTH];
    Arrays.setAll(row, t -> tokens.token(sequence, t));
    return row;
  }

  private static float[] part(float[] values, int row, int size) {
    return Arrays.copyOfRange(values, row * size, (row + 1) * size);
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  private static void assertClose(float[] actual, double[] expected) {
    assertThat(doubles(actual)).containsExactly(expected, within(2e-5));
  }
}
