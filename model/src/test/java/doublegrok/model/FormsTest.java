package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.task.Objective;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of small and large vocabularies, and reals, by either objective, weighted or not. */
final class FormsTest {
  private static final int SEQUENCES = 4;
  private static final SequenceForm.Reals PAIRS = new SequenceForm.Reals(2, 3);
  private static final List<SequenceForm> FORMS =
      List.of(new SequenceForm.Tokens(11), new SequenceForm.Tokens(300), PAIRS);

  static Stream<Arguments> cases() {
    return FORMS.stream()
        .flatMap(form -> Stream.of(Objective.values())
            .flatMap(objective ->
                Stream.of(true, false).map(weighted -> Arguments.of(form, objective, weighted))));
  }

  @ParameterizedTest(name = "{0}, {1}, weighted {2}")
  @MethodSource("cases")
  void lossIsThatOfAPlainImplementation(SequenceForm form, Objective objective, boolean weighted) {
    TransformerSpec model = model(form, objective);
    List<FloatTensor> weights = Given.weights(model, 3);
    Sequences block = block(layout(form, weighted), 3);

    double loss;
    try (Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      loss = probe.slope(block, Probe.flat(weights)).loss();
    }

    assertThat(loss).isCloseTo(ReferenceLoss.of(model, weights, block), within(1e-9));
  }

  @ParameterizedTest(name = "{0}, {1}, weighted {2}")
  @MethodSource("cases")
  void gradientIsThatOfFiniteDifferences(SequenceForm form, Objective objective, boolean weighted) {
    TransformerSpec model = model(form, objective);
    double[] weights = Probe.flat(Given.weights(model, 4));
    Sequences block = block(layout(form, weighted), 4);

    try (Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      probe.requireDifferences(block, weights, 60, 4);
    }
  }

  @ParameterizedTest(name = "{0}, {1}, weighted {2}")
  @MethodSource("cases")
  void aBatchInPiecesAndUnprunedHasTheSameLossAndGradient(
      SequenceForm form, Objective objective, boolean weighted) {
    TransformerSpec model = model(form, objective);
    double[] weights = Probe.flat(Given.weights(model, 5));
    Sequences block = block(layout(form, weighted), 5);

    try (Probe whole = new Probe(model, true, DataType.FLOAT64);
        Probe other = new Probe(
            model,
            new ProgramForm(false, 1, Precision.FLOAT32, false, false, false),
            DataType.FLOAT64)) {
      Probe.requireAlike(other.slope(block, weights), whole.slope(block, weights));
    }
  }

  @ParameterizedTest(name = "{0}, {1}, weighted {2}")
  @MethodSource("cases")
  void fusedItHasTheSameLossAndGradient(SequenceForm form, Objective objective, boolean weighted) {
    TransformerSpec model = model(form, objective);
    double[] weights = Probe.flat(Given.weights(model, 5));
    Sequences block = block(layout(form, weighted), 5);

    for (boolean pruned : List.of(true, false)) {
      try (Probe plain = new Probe(model, pruned, DataType.FLOAT64);
          Probe fused = new Probe(model, Probe.fused(pruned), DataType.FLOAT64)) {
        Probe.requireAlike(fused.slope(block, weights), plain.slope(block, weights));
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}, weighted {2}")
  @MethodSource("cases")
  void saveLoadStepEqualsStep(SequenceForm form, Objective objective, boolean weighted) {
    TransformerSpec model = model(form, objective);
    OptimizerSpec optimizer = Given.optimizer(weighted ? Rule.MUON : Rule.ADAMW);
    SequenceLayout layout = layout(form, weighted);
    ModelState initial = ModelState.initial(model, optimizer, 6);
    ModelState between;
    List<StepOutcome> outcomes = new ArrayList<>();
    ModelState straight;
    try (TrainingProgram program = TrainingProgram.open(model, optimizer, initial, Given.CPU)) {
      program.step(block(layout, 1), 1);
      between = program.state();
      outcomes.add(program.step(block(layout, 2), 0.5));
      straight = program.state();
    }
    try (TrainingProgram program = TrainingProgram.open(model, optimizer, between, Given.CPU)) {
      outcomes.add(program.step(block(layout, 2), 0.5));

      assertThat(program.state()).isEqualTo(straight);
      assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
      assertThat(straight).isNotEqualTo(between);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aModelOfRealsLearns(Objective objective) {
    OptimizerSpec optimizer = new OptimizerSpec(Rule.ADAMW, 1e-2, 0, 0.9, 0.98, 1e-8, 0, 0, 0);
    TransformerSpec model = model(PAIRS, objective);
    Sequences block = block(layout(PAIRS, false), 7);
    ModelState initial = ModelState.initial(model, optimizer, 7);
    try (TrainingProgram program = TrainingProgram.open(model, optimizer, initial, Given.CPU)) {
      double first = program.step(block, 1).loss();
      for (int step = 0; step < 300; step++) {
        program.step(block, 1);
      }
      assertThat(program.step(block, 1).loss()).isLessThan(0.9 * first);
    }
  }

  @Test
  void whatARealModelIsShownLaterChangesNoEarlierOutput() {
    TransformerSpec model = model(PAIRS, Objective.SQUARED_ERROR);
    SequenceLayout layout = new SequenceLayout(PAIRS, 7, List.of(0, 1, 2, 3, 4, 5, 6), 0);
    RealSequences block = (RealSequences) block(layout, 8).rows(0, 1);
    try (ForwardProgram program = ForwardProgram.open(model, Given.weights(model, 8), Given.CPU)) {
      float[] before = program.outputs(block);
      for (int changed = 0; changed < 7; changed++) {
        float[] inputs = block.inputs().clone();
        inputs[2 * changed]++;
        float[] after =
            program.outputs(new RealSequences(layout, 1, inputs, block.targets(), block.latents()));
        for (int i = 0; i < after.length; i++) {
          if (i / 3 < changed) {
            assertThat(after[i]).isEqualTo(before[i]);
          } else {
            assertThat(after[i]).isNotEqualTo(before[i]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theLastBlocksOutputIsWhatTheOutputsAreReadFrom(SequenceForm form) {
    TransformerSpec model = model(form, Objective.CROSS_ENTROPY);
    List<FloatTensor> weights = Given.weights(model, 9);
    Sequences block = block(layout(form, false), 9);
    float[] outputs;
    Activations activations;
    try (ForwardProgram program = ForwardProgram.open(model, weights, Given.CPU)) {
      outputs = program.outputs(block);
      activations = program.activations(block, 7);
    }

    ReferenceTransformer reference = new ReferenceTransformer(model, weights);
    int at = 0;
    for (int row = 0; row < SEQUENCES; row++) {
      for (int answer : block.layout().answerPositions()) {
        int position = form instanceof SequenceForm.Tokens ? answer - 1 : answer;
        float[] all = activations.blockOutputsAt(1, position);
        double[] output = new double[12];
        for (int i = 0; i < output.length; i++) {
          output[i] = all[12 * row + i];
        }
        for (double expected : reference.logits(output)) {
          assertThat((double) outputs[at++]).isCloseTo(expected, within(1e-4));
        }
      }
    }
    assertThat(at).isEqualTo(outputs.length);
  }

  static List<SequenceForm> forms() {
    return FORMS;
  }

  @Test
  void theVocabularyIsProjectedOnlyWhereItIsSmallerThanTheBatch() {
    TransformerSpec model = model(new SequenceForm.Tokens(300), Objective.CROSS_ENTROPY);
    List<FloatTensor> weights = Given.weights(model, 10);
    SequenceLayout layout = new SequenceLayout(300, 8, List.of(6), 0);
    TokenSequences many = Given.block(64, layout, 10); // 384 tokens are seen

    try (ForwardProgram program = ForwardProgram.open(model, weights, Given.CPU)) {
      float[] outputs = program.outputs(many);
      float[] few = program.outputs(many.rows(0, 4));
      for (int i = 0; i < few.length; i++) {
        assertThat(few[i]).isCloseTo(outputs[i], within(1e-4f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 65_536})
  void largeVocabulariesAreTrained(int vocabulary) {
    TransformerSpec model = model(new SequenceForm.Tokens(vocabulary), Objective.CROSS_ENTROPY);
    OptimizerSpec optimizer = Given.optimizer(Rule.ADAMW);
    ModelState initial = ModelState.initial(model, optimizer, 11);
    TokenSequences block = Given.block(4, new SequenceLayout(vocabulary, 8, List.of(1, 6), 0), 11);

    try (TrainingProgram program = TrainingProgram.open(model, optimizer, initial, Given.CPU)) {
      double first = program.step(block, 1).loss();
      double second = program.step(block, 1).loss();

      assertThat(first).isCloseTo(ReferenceLoss.of(model, initial.weights(), block), within(1e-3));
      assertThat(second).isLessThan(first);
    }
  }

  @Test
  void aModelRefusesAnotherForm() {
    TransformerSpec model = model(PAIRS, Objective.SQUARED_ERROR);
    try (ForwardProgram program = ForwardProgram.open(model, Given.weights(model, 1), Given.CPU)) {
      assertThatThrownBy(() -> program.outputs(Given.block(1, 1)))
          .hasMessage("the model is of Reals[inputs=2, outputs=3], the sequences are of"
              + " Tokens[vocabulary=11]");
      SequenceLayout late = new SequenceLayout(PAIRS, 8, List.of(7), 0);
      assertThatThrownBy(() -> program.outputs(block(late, 1)))
          .hasMessage("an answer at position 7 needs a context of 8 positions, the model has 7");
    }
    assertThatThrownBy(() -> Given.model(PAIRS, Objective.SQUARED_ERROR, true, Activation.RELU))
        .hasMessageContaining("cannot be tied");
  }

  private static TransformerSpec model(SequenceForm form, Objective objective) {
    return Given.model(form, objective, false, Activation.RELU);
  }

  /** Answers at 1, 4 and 6 of eight; of these the second counts half, the last not at all. */
  static SequenceLayout layout(SequenceForm form, boolean weighted) {
    List<Float> weights = weighted ? List.of(1f, .5f, 0f) : List.of();
    return new SequenceLayout(form, 8, List.of(1, 4, 6), weights, 0);
  }

  /** Uniform tokens; or normal inputs, and targets that are distributions. */
  static Sequences block(SequenceLayout layout, long seed) {
    if (!(layout.form() instanceof SequenceForm.Reals form)) {
      return Given.block(SEQUENCES, layout, seed);
    }
    Random random = new Random(seed);
    float[] inputs = new float[SEQUENCES * layout.length() * form.inputs()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    float[] targets = new float[SEQUENCES * layout.answerPositions().size() * form.outputs()];
    for (int i = 0; i < targets.length; i += 3) {
      targets[i] = random.nextFloat();
      targets[i + 1] = (1 - targets[i]) / 4;
      targets[i + 2] = 1 - targets[i] - targets[i + 1];
    }
    return new RealSequences(layout, SEQUENCES, inputs, targets, new int[SEQUENCES]);
  }
}
