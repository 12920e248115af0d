package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.spec.TransformerSpec.Design;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain transformer against loops, finite differences and the definition of AdamW. */
final class PlainTransformerTest {
  @ParameterizedTest(name = "{0} layers, answers at {1}")
  @CsvSource({"1, 3", "1, 1 4 6", "2, 3", "2, 1 4 6"})
  void logitsAreThoseOfAPlainImplementation(int layers, String answers) {
    TransformerSpec model = model(layers, Activation.RELU);
    List<FloatTensor> weights = Given.weights(model, layers);
    TokenSequences block = block(5, answers, layers);

    double[] logits;
    try (Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      logits = probe.outputs(block, Probe.flat(weights));
    }

    ReferencePlainTransformer reference = new ReferencePlainTransformer(model, weights);
    int at = 0;
    for (int row = 0; row < block.count(); row++) {
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
    assertThat(at).isEqualTo(logits.length);
  }

  @ParameterizedTest(name = "{0} layers, {1}, answers at {2}")
  @CsvSource({"1, RELU, 3", "1, GELU, 1 4 6", "2, RELU, 1 4 6"})
  void gradientIsThatOfFiniteDifferences(int layers, Activation activation, String answers) {
    TransformerSpec model = model(layers, activation);
    double[] weights = Probe.flat(Given.weights(model, 2));
    TokenSequences block = block(4, answers, 2);

    try (Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      probe.requireDifferences(block, weights, 150, 2);
    }
  }

  @Test
  void aBatchInPiecesHasTheLossAndGradientOfTheWholeOne() {
    TransformerSpec model = model(1, Activation.RELU);
    double[] weights = Probe.flat(Given.weights(model, 3));
    TokenSequences block = block(8, "1 4 6", 3);
    ProgramForm inPieces = new ProgramForm(true, 1, Precision.FLOAT32, false, false, false);

    try (Probe whole = new Probe(model, true, DataType.FLOAT64);
        Probe pieces = new Probe(model, inPieces, DataType.FLOAT64)) {
      Probe.requireAlike(pieces.slope(block, weights), whole.slope(block, weights));
    }
  }

  /** A sure and right answer has a loss of e^-30, which float32 takes for 0. */
  @Test
  void theLossOfWhatIsKnownIsNotRoundedToZero() {
    TransformerSpec model = model(1, Activation.RELU);
    double[] weights = new double[Math.toIntExact(ParameterLayout.of(model).elements())];
    int d = model.width();
    int embedding = (4 + 2 * model.mlpFactor()) * d * d;
    int head = embedding + (11 + model.context()) * d;
    for (int token = 0; token < 11; token++) {
      weights[embedding + token * d] = 1;
    }
    weights[head + 5 * d] = 30;
    TokenSequences block = Given.tokens(4, new byte[] {1, 2, 3, 5}, 3);

    try (Probe probe = new Probe(model, true, DataType.FLOAT32)) {
      assertThat(probe.slope(block, weights).loss()).isCloseTo(10 * Math.exp(-30), within(1e-15));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ADAMW", "MUON"})
  void weightDecayTouchesEveryParameter(Rule rule) {
    TransformerSpec model = model(2, Activation.RELU);
    OptimizerSpec optimizer = Given.optimizer(rule);
    ModelState state = new ModelState(
        Given.weights(model, 4), ModelState.initial(model, optimizer, 4).moments(), 0);
    double[] expected = Probe.flat(state.weights());
    int hidden = rule == Rule.MUON
        ? (4 + 2 * model.mlpFactor()) * model.layers() * model.width() * model.width()
        : 0;
    TokenSequences block = block(16, "1 4 6", 4);
    double[] actual;
    List<Double> gradient;
    try (TrainingProgram program = TrainingProgram.open(model, optimizer, state, Given.CPU);
        Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      gradient = probe.slope(block, expected).gradient();
      program.step(block, 1);
      actual = Probe.flat(program.state().weights());
    }

    for (int i = hidden; i < expected.length; i++) {
      double slope = gradient.get(i);
      double moved = expected[i] * (1 - optimizer.learningRate() * optimizer.weightDecay())
          - optimizer.learningRate() * slope / (Math.abs(slope) + optimizer.epsilon());
      if (Math.abs(slope) > 1e-5 || slope == 0) {
        assertThat(actual[i]).isCloseTo(moved, within(2e-6));
      }
    }
    for (int i = 0; i < hidden; i++) {
      assertThat(actual[i]).isNotEqualTo(expected[i]);
    }
  }

  @Test
  void saveLoadStepEqualsStep() {
    TransformerSpec model = model(1, Activation.RELU);
    OptimizerSpec optimizer = Given.optimizer(Rule.ADAMW);
    ModelState initial = ModelState.initial(model, optimizer, 5);
    ModelState between;
    ModelState straight;
    try (TrainingProgram program = TrainingProgram.open(model, optimizer, initial, Given.CPU)) {
      program.step(block(8, "3", 1), 1);
      between = program.state();
      program.step(block(8, "3", 2), 0.5);
      straight = program.state();
    }
    try (TrainingProgram program = TrainingProgram.open(model, optimizer, between, Given.CPU)) {
      program.step(block(8, "3", 2), 0.5);

      assertThat(program.state()).isEqualTo(straight);
      assertThat(straight).isNotEqualTo(between);
    }
  }

  /** Matrices by the width, the head by the vocabulary, biases 0: the sum of squares tells. */
  @Test
  void initialWeightsAreThoseOfThePaper() {
    TransformerSpec model = new TransformerSpec(
        Design.PLAIN,
        1,
        64,
        4,
        4,
        3,
        new SequenceForm.Tokens(44),
        Objective.CROSS_ENTROPY,
        false,
        Activation.RELU,
        1 / Math.sqrt(64));

    for (FloatTensor tensor : InitialWeights.of(model, 6)) {
      double squares = 0;
      for (float value : tensor.values()) {
        squares += value * value;
      }
      double expected = tensor.name().endsWith("bias")
          ? 0
          : tensor.values().length / (tensor.name().equals("head.weight") ? 44.0 : 64.0);
      assertThat(squares).as(tensor.name()).isCloseTo(expected, within(expected * 0.3));
    }
  }

  @Test
  void activationsEndInTheLogits() {
    TransformerSpec model = model(2, Activation.RELU);
    List<FloatTensor> weights = Given.weights(model, 7);
    TokenSequences block = block(3, "7", 7);

    try (ForwardProgram program = ForwardProgram.open(model, weights, Given.CPU)) {
      float[] outputs = program.outputs(block);
      Activations seen = program.activations(block, 7);

      int d = model.width();
      float[] last = seen.blockOutputsAt(1, 6);
      float[] head = weights.stream()
          .filter(each -> each.name().equals("head.weight"))
          .findFirst()
          .orElseThrow()
          .values();
      for (int at = 0; at < outputs.length; at++) {
        double sum = 0;
        for (int i = 0; i < d; i++) {
          sum += last[at / 11 * d + i] * head[at % 11 * d + i];
        }
        assertThat((double) outputs[at]).isCloseTo(sum, within(1e-5));
      }
      assertThat(seen.layers()).isEqualTo(2);
      assertThat(seen.attentionOf(0, 0, 0)[1]).isZero();
    }
  }

  private static TransformerSpec model(int layers, Activation activation) {
    return new TransformerSpec(
        Design.PLAIN,
        layers,
        12,
        2,
        3,
        7,
        new SequenceForm.Tokens(11),
        Objective.CROSS_ENTROPY,
        false,
        activation,
        0.3);
  }

  private static TokenSequences block(int sequences, String answers, long seed) {
    List<Integer> positions =
        List.of(answers.split(" ")).stream().map(Integer::valueOf).toList();
    return Given.block(sequences, new SequenceLayout(11, 8, positions, 0), seed);
  }
}
