package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The backward pass that is written out, against autograd's and finite differences. */
final class WrittenGradientTest {
  /** So few sequences that tokens are looked up nowhere, or so many that their heads are. */
  static Stream<Arguments> shapes() {
    List<Arguments> shapes = new ArrayList<>();
    for (int sequences : List.of(1, 6, 21, 22, 64)) {
      for (int layers : List.of(1, 2, 3)) {
        for (boolean tied : List.of(true, false)) {
          Activation activation = tied == (layers == 2) ? Activation.RELU : Activation.GELU;
          shapes.add(Arguments.of(sequences, layers, tied, activation));
        }
      }
    }
    return shapes.stream();
  }

  @ParameterizedTest(name = "{0} sequences, {1} layers, tied {2}, {3}")
  @MethodSource("shapes")
  void itIsAutogradsWhateverTheShape(
      int sequences, int layers, boolean tied, Activation activation) {
    TransformerSpec model = Given.model(layers, tied, activation);
    double[] weights = Probe.flat(Given.weights(model, 9));
    TokenSequences block = Given.block(sequences, 9);

    requireAutograds(model, weights, block);
  }

  @ParameterizedTest(name = "{0} sequences, {1} layers, tied {2}, {3}")
  @MethodSource("shapes")
  void itIsThatOfFiniteDifferences(int sequences, int layers, boolean tied, Activation activation) {
    TransformerSpec model = Given.model(layers, tied, activation);
    double[] weights = Probe.flat(Given.weights(model, 4));
    TokenSequences block = Given.block(sequences, 4);

    try (Probe probe = new Probe(model, Probe.written(), DataType.FLOAT64)) {
      probe.requireDifferences(block, weights, 20, 4);
    }
  }

  @ParameterizedTest(name = "{0}, {1}, weighted {2}")
  @MethodSource("doublegrok.model.FormsTest#cases")
  void itIsAutogradsOfEveryForm(SequenceForm form, Objective objective, boolean weighted) {
    TransformerSpec model = Given.model(form, objective, false, Activation.RELU);
    double[] weights = Probe.flat(Given.weights(model, 5));
    Sequences block = FormsTest.block(FormsTest.layout(form, weighted), 5);

    requireAutograds(model, weights, block);
  }

  @Test
  void aBatchInPiecesHasTheGradientOfTheWholeOne() {
    TransformerSpec model = Given.tinyModel();
    double[] weights = Probe.flat(Given.weights(model, 9));
    TokenSequences block = Given.block(96, 9);
    ProgramForm inPieces = new ProgramForm(true, 1, Precision.FLOAT32, false, false, true);

    try (Probe whole = new Probe(model, Probe.written(), DataType.FLOAT64);
        Probe pieces = new Probe(model, inPieces, DataType.FLOAT64)) {
      Probe.Slope one = whole.slope(block, weights);
      Probe.Slope many = pieces.slope(block, weights);
      Probe.requireAlike(many, one);
      assertThat(many.gradient()).isNotEqualTo(one.gradient());
    }
  }

  @Test
  void itIsWrittenOutForTransformersInFloat32OnACpuFromTheSecondVersionOn() {
    assertThat(ProgramForm.on(Given.CPU, Precision.FLOAT32, ProgramVersion.TWO).written())
        .isTrue();
    assertThat(ProgramForm.on(Given.CPU, Precision.FLOAT32, ProgramVersion.ONE).written())
        .isFalse();
    assertThat(ProgramForm.on(Given.CPU, Precision.BFLOAT16, ProgramVersion.TWO).written())
        .isFalse();
  }

  private static void requireAutograds(TransformerSpec model, double[] weights, Sequences block) {
    try (Probe autograd = new Probe(model, true, DataType.FLOAT64);
        Probe written = new Probe(model, Probe.written(), DataType.FLOAT64)) {
      Probe.Slope expected = autograd.slope(block, weights);
      Probe.Slope found = written.slope(block, weights);
      Probe.requireAlike(found, expected);
      assertThat(found.gradient()).isNotEqualTo(expected.gradient());
    }
  }
}
