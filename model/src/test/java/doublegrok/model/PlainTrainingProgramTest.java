package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.spec.ModelSpec;
import doublegrok.spec.ModelSpec.Activation;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plain program computes what the fast one does, by other operations. */
final class PlainTrainingProgramTest {
  @ParameterizedTest(name = "tied {0}, {1}")
  @CsvSource({"true, RELU", "false, GELU"})
  void lossesGradientsAndWeightsAreThoseOfTheFastProgram(boolean tied, Activation activation) {
    ModelSpec model = Given.model(tied, activation);
    OptimizerSpec optimizer = Given.optimizer(Rule.ADAMW);
    ModelState initial = ModelState.initial(model, optimizer, 1);
    ModelState moved = new ModelState(Given.weights(model, 1), initial.moments(), 0);

    try (TrainingProgram fast = TrainingProgram.open(model, optimizer, moved, Given.CPU);
        PlainTrainingProgram plain =
            PlainTrainingProgram.open(model, optimizer, moved.weights(), Given.CPU)) {
      for (int step = 0; step < 20; step++) {
        TokenBlock block = Given.block(16, step);
        double factor = 0.5 + step / 20.0;
        StepOutcome expected = fast.step(block, factor);
        StepOutcome outcome = plain.step(block, factor);

        assertThat(outcome.loss())
            .as("loss of step %d", step)
            .isCloseTo(expected.loss(), within(1e-4));
        assertThat(outcome.gradientNorm()).isCloseTo(expected.gradientNorm(), within(1e-3));
      }
      assertClose(plain.weights(), fast.state().weights());
      assertThat(plain.weights()).isNotEqualTo(moved.weights());
    }
  }

  @Test
  void muonIsRefused() {
    OptimizerSpec muon = Given.optimizer(Rule.MUON);
    List<FloatTensor> weights = Given.weights(Given.tinyModel(), 1);

    assertThatThrownBy(() -> PlainTrainingProgram.open(Given.tinyModel(), muon, weights, Given.CPU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was asked for MUON; set optimizer.name=adamw");
  }

  private static void assertClose(List<FloatTensor> found, List<FloatTensor> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).name()).isEqualTo(expected.get(i).name());
      assertThat(found.get(i).values())
          .as(found.get(i).name())
          .containsExactly(expected.get(i).values(), within(1e-3f));
    }
  }
}
