package doublegrok.bench;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import org.junit.jupiter.api.Test;

final class StepWorkTest {
  private static final int SEQUENCES = 3;
  private static final int SEEN = 5;
  private static final int ANSWERS = 2;
  private static final TransformerSpec MODEL = new TransformerSpec(
      TransformerSpec.Design.PRE_NORM,
      2,
      12,
      2,
      4,
      7,
      new SequenceForm.Tokens(11),
      Objective.CROSS_ENTROPY,
      true,
      Activation.RELU,
      0.02);

  /** Every matrix product of the program, as rows x inner x columns. */
  @Test
  void theForwardPassIsTheSumOfItsMatrixProducts() {
    int d = MODEL.width();
    int hidden = 4 * d;
    int e = d / MODEL.heads();
    double expected = 0;
    for (int layer = 0; layer < MODEL.layers(); layer++) {
      int asking = layer == MODEL.layers() - 1 ? ANSWERS : SEEN;
      boolean first = layer == 0;
      expected += product(first ? MODEL.form().outputs() : SEQUENCES * asking, d, d); // query
      expected +=
          product(first ? MODEL.form().outputs() : SEQUENCES * SEEN, d, 2 * d); // key, value
      expected += SEQUENCES * MODEL.heads() * product(asking, e, SEEN); // scores
      expected += SEQUENCES * MODEL.heads() * product(asking, SEEN, e); // mixtures
      expected += product(SEQUENCES * asking, d, d); // output
      expected += product(SEQUENCES * asking, d, hidden); // MLP
      expected += product(SEQUENCES * asking, hidden, d);
    }
    expected += product(SEQUENCES * ANSWERS, d, MODEL.form().outputs());

    assertThat(StepWork.forward(MODEL, SEQUENCES, SEEN, ANSWERS)).isEqualTo(expected);
  }

  /** He et al.'s model: forward about twice its 6.3 million parameters for each token, at most. */
  @Test
  void aStepOfALargeModelIsAboutSixTimesItsParametersForEachToken() {
    Shape shape = Shape.he2024(false);
    double operations = StepWork.operations(shape.spec(), shape.blocks(1).get(0));

    double atMost = 6.0 * 6_311_424 * 32 * 95;
    assertThat(operations).isBetween(0.5 * atMost, 1.1 * atMost);
  }

  private static double product(double rows, double inner, double columns) {
    return 2 * rows * inner * columns;
  }
}
