package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import doublegrok.spec.LinearAttentionSpec;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.task.Objective;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceForm;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Linear attention against a plain implementation, finite differences and gradient descent. */
final class LinearAttentionTest {
  private static final int D = 3;
  private static final int ROWS = 7;

  @ParameterizedTest(name = "sparse {0}")
  @ValueSource(booleans = {true, false})
  void answersAreThoseOfThePaper(boolean sparse) {
    LinearAttentionSpec model = model(2, D, sparse);
    double[] weights = weights(model, 1);
    RealSequences block = GivenRows.block(4, D, ROWS, List.of(0, 3, 6), 1);

    double[] outputs;
    try (Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      outputs = probe.outputs(block, weights);
    }

    int at = 0;
    for (int row = 0; row < 4; row++) {
      for (int query : block.layout().answerPositions()) {
        double answer =
            ReferenceLinearAttention.answer(model, weights, GivenRows.rows(block, row), query);
        assertThat(outputs[at++]).isCloseTo(answer, within(1e-12));
      }
    }
    assertThat(at).isEqualTo(outputs.length);
  }

  @ParameterizedTest(name = "sparse {0}")
  @ValueSource(booleans = {true, false})
  void gradientIsThatOfFiniteDifferences(boolean sparse) {
    LinearAttentionSpec model = model(3, D, sparse);
    double[] weights = weights(model, 2);
    RealSequences block = GivenRows.block(4, D, ROWS, List.of(4, 6), 2);

    try (Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      assertThat(probe.slope(block, weights).gradient()).hasSize((sparse ? 3 : 6) * D * D);
      probe.requireDifferences(block, weights, IntStream.range(0, weights.length));
    }
  }

  @Test
  void aBatchInPiecesHasTheSameLossAndGradient() {
    LinearAttentionSpec model = model(2, D, false);
    double[] weights = weights(model, 3);
    RealSequences block = GivenRows.block(4, D, ROWS, List.of(6), 3);
    ProgramForm pieces = new ProgramForm(true, 1, Precision.FLOAT32, false, false, false);

    try (Probe whole = new Probe(model, true, DataType.FLOAT64);
        Probe other = new Probe(model, pieces, DataType.FLOAT64)) {
      Probe.requireAlike(other.slope(block, weights), whole.slope(block, weights));
    }
  }

  @Test
  void whatStandsInTheQuerysLabelOrBehindItChangesNothing() {
    LinearAttentionSpec model = model(2, D, false);
    double[] weights = weights(model, 4);
    RealSequences block = GivenRows.block(1, D, ROWS, List.of(3, 6), 4);
    float[] other = block.inputs().clone();
    other[3 * (D + 1) + D] += 5; // the label of row 3, which is an example of the query in row 6
    for (int i = 4 * (D + 1); i < 6 * (D + 1); i++) {
      other[i]++;
    }
    other[6 * (D + 1) + D] = 9;

    try (Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      double[] before = probe.outputs(block, weights);
      double[] after = probe.outputs(GivenRows.with(block, other), weights);

      assertThat(after[0]).isEqualTo(before[0]);
      assertThat(after[1]).isNotEqualTo(before[1]);
      other[6 * (D + 1) + D] = -9;
      assertThat(probe.outputs(GivenRows.with(block, other), weights)).isEqualTo(after);
    }
  }

  /** Each block with Q = -a I is a step of gradient descent of size a from zero. */
  @Test
  void multiplesOfTheIdentityAreStepsOfGradientDescent() {
    LinearAttentionSpec model = model(2, D, true);
    double[] sizes = {0.5, 1.25};
    double[] weights = new double[2 * D * D];
    for (int layer = 0; layer < 2; layer++) {
      for (int i = 0; i < D; i++) {
        weights[layer * D * D + i * D + i] = -sizes[layer];
      }
    }
    RealSequences block = GivenRows.block(3, D, ROWS, List.of(6), 5);

    try (Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      double[] outputs = probe.outputs(block, weights);
      for (int row = 0; row < 3; row++) {
        double expected = gradientDescent(GivenRows.rows(block, row), 6, sizes);
        assertThat(outputs[row]).isCloseTo(expected, within(1e-12));
      }
    }
  }

  /** The first AdamW step moves each weight by the rate whatever the gradient, the moments tell. */
  @Test
  void theGradientOfEachMatrixIsCutBeforeTheUpdate() {
    LinearAttentionSpec model = model(2, D, false, 1e-3);
    OptimizerSpec optimizer = adamw(1e-2);
    RealSequences block = GivenRows.block(64, D, ROWS, List.of(6), 6);
    ModelState initial = ModelState.initial(model, optimizer, 6);
    List<FloatTensor> moments;
    StepOutcome outcome;
    try (TrainingProgram program = TrainingProgram.open(model, optimizer, initial, Given.CPU)) {
      outcome = program.step(block, 1);
      moments = program.state().moments().subList(0, 4);
    }

    List<Double> gradient;
    try (Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      gradient = probe.slope(block, Probe.flat(initial.weights())).gradient();
    }
    assertThat(outcome.gradientNorm()).isCloseTo(norm(gradient), within(1e-5));
    for (int matrix = 0; matrix < 4; matrix++) {
      List<Double> own = gradient.subList(matrix * D * D, (matrix + 1) * D * D);
      double cut = Math.min(1, 1e-3 / norm(own)) * (1 - optimizer.beta1());
      for (int i = 0; i < D * D; i++) {
        assertThat((double) moments.get(matrix).values()[i])
            .isCloseTo(cut * own.get(i), within(1e-8));
      }
    }
  }

  @Test
  void saveLoadStepEqualsStep() {
    LinearAttentionSpec model = model(2, D, false);
    OptimizerSpec optimizer = adamw(1e-2);
    ModelState initial = ModelState.initial(model, optimizer, 7);
    ModelState between;
    ModelState straight;
    try (TrainingProgram program = TrainingProgram.open(model, optimizer, initial, Given.CPU)) {
      program.step(GivenRows.block(8, D, ROWS, List.of(6), 1), 1);
      between = program.state();
      program.step(GivenRows.block(8, D, ROWS, List.of(6), 2), 0.5);
      straight = program.state();
    }
    try (TrainingProgram program = TrainingProgram.open(model, optimizer, between, Given.CPU)) {
      program.step(GivenRows.block(8, D, ROWS, List.of(6), 2), 0.5);

      assertThat(program.state()).isEqualTo(straight);
      assertThat(straight).isNotEqualTo(between);
    }
  }

  @Test
  void activationsEndInTheAnswer() {
    LinearAttentionSpec model = model(2, D, false);
    List<FloatTensor> weights = ModelState.initial(model, adamw(1), 8).weights();
    RealSequences block = GivenRows.block(4, D, ROWS, List.of(6), 8);

    try (ForwardProgram program = ForwardProgram.open(model, weights, Given.CPU)) {
      float[] outputs = program.outputs(block);
      Activations seen = program.activations(block, ROWS);

      float[] last = seen.blockOutputsAt(1, 6);
      for (int row = 0; row < 4; row++) {
        assertThat(-last[row * (D + 1) + D]).isCloseTo(outputs[row], within(1e-6f));
      }
      assertThat(seen.layers()).isEqualTo(2);
      for (int from = 0; from < ROWS; from++) { // the query is no key
        assertThat(seen.attentionOf(0, 0, 0)[from * ROWS + 6]).isZero();
      }
    }
  }

  /** d (d + 1) / (n + d + 1) is the least loss of one block (Ahn et al. 2023, theorem 1). */
  @Test
  void oneBlockLearnsTheBestStep() {
    LinearAttentionSpec model = model(1, 2, true);
    OptimizerSpec optimizer = adamw(0.02);
    ModelState state = ModelState.initial(model, optimizer, 9);
    try (TrainingProgram program = TrainingProgram.open(model, optimizer, state, Given.CPU)) {
      for (int step = 0; step < 400; step++) {
        program.step(
            GivenRows.block(512, 2, 9, List.of(8), step), step < 200 ? 1 : step < 300 ? 0.3 : 0.1);
      }
      float[] q = program.state().weights().get(0).values();

      assertThat(q[0]).isCloseTo(-8f / 11, within(0.03f));
      assertThat(q[3]).isCloseTo(-8f / 11, within(0.03f));
      assertThat(q[1]).isCloseTo(0, within(0.03f));
      assertThat(q[2]).isCloseTo(0, within(0.03f));
    }
  }

  private static LinearAttentionSpec model(int layers, int d, boolean sparse) {
    return model(layers, d, sparse, 1);
  }

  private static LinearAttentionSpec model(int layers, int d, boolean sparse, double clip) {
    return new LinearAttentionSpec(
        layers, 64, new SequenceForm.Reals(d + 1, 1), Objective.SQUARED_ERROR, sparse, clip, 0.02);
  }

  private static OptimizerSpec adamw(double rate) {
    return new OptimizerSpec(Rule.ADAMW, rate, 0, 0.9, 0.9, 1e-8, 0, 0, 0);
  }

  private static double[] weights(ModelSpec model, long seed) {
    Random random = new Random(seed);
    int size = Math.toIntExact(ModelState.parameterCount(model));
    return IntStream.range(0, size)
        .mapToDouble(i -> 0.4 * random.nextGaussian())
        .toArray();
  }

  private static double gradientDescent(double[][] rows, int query, double[] sizes) {
    double[] w = new double[D];
    for (double size : sizes) {
      double[] next = w.clone();
      for (double[] row : Arrays.copyOf(rows, query)) {
        double residual = row[D];
        for (int i = 0; i < D; i++) {
          residual -= w[i] * row[i];
        }
        for (int i = 0; i < D; i++) {
          next[i] += size * residual * row[i] / query;
        }
      }
      w = next;
    }
    double answer = 0;
    for (int i = 0; i < D; i++) {
      answer += w[i] * rows[query][i];
    }
    return answer;
  }

  private static double norm(List<Double> values) {
    return Math.sqrt(values.stream().mapToDouble(each -> each * each).sum());
  }
}
