package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state before the first step. */
final class ModelStateTest {
  @Test
  void theAuthorsModelHasTheirNumberOfParameters() {
    TransformerSpec model = new TransformerSpec(
        TransformerSpec.Design.PRE_NORM,
        4,
        512,
        4,
        4,
        96,
        new SequenceForm.Tokens(47),
        Objective.CROSS_ENTROPY,
        true,
        Activation.RELU,
        0.02);

    assertThat(ModelState.parameterCount(model)).isEqualTo(12_616_192);
  }

  @Test
  void theSameSeedGivesTheSameStateAndAnotherSeedAnother() {
    OptimizerSpec optimizer = Given.optimizer(Rule.MUON);
    ModelState state = ModelState.initial(Given.tinyModel(), optimizer, 1);

    assertThat(ModelState.initial(Given.tinyModel(), optimizer, 1)).isEqualTo(state);
    assertThat(ModelState.initial(Given.tinyModel(), optimizer, 2)).isNotEqualTo(state);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void weightsHaveTheDeviationsThatTheSpecSays(long seed) {
    TransformerSpec model = new TransformerSpec(
        TransformerSpec.Design.PRE_NORM,
        2,
        64,
        4,
        4,
        8,
        new SequenceForm.Tokens(29),
        Objective.CROSS_ENTROPY,
        false,
        Activation.RELU,
        0.05);

    for (FloatTensor tensor : InitialWeights.of(model, seed)) {
      double mean = tensor.name().endsWith("norm.weight") ? 1 : 0;
      double deviation =
          tensor.name().contains("norm") ? 0 : tensor.name().contains("mlp.out") ? 0.025 : 0.05;
      double square = IntStream.range(0, tensor.values().length)
          .mapToDouble(i -> Math.pow(tensor.values()[i] - mean, 2))
          .average()
          .orElseThrow();
      assertThat(Math.sqrt(square)).as(tensor.name()).isCloseTo(deviation, within(0.1 * deviation));
    }
  }
}
