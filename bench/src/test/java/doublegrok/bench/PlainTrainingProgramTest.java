package doublegrok.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.model.StepOutcome;
import doublegrok.model.TrainingProgram;
import doublegrok.spec.RunSpec;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plain program computes what the fast one does, by other operations. */
final class PlainTrainingProgramTest {
  private static final ComputeDevice CPU = ComputeDevice.choose(DeviceChoice.CPU);
  private static final int STEPS = 20;

  @ParameterizedTest(name = "{0}, tied {1}, {2}")
  @CsvSource({"adamw, true, relu", "adamw, false, gelu", "muon, false, relu"})
  void lossesAndGradientsAreThoseOfTheFastProgram(String optimizer, boolean tied, String activation)
      throws Exception {
    Shape shape = tiny(optimizer, "model.tied=" + tied, "model.activation=" + activation);
    RunSpec spec = shape.spec();
    ModelState initial = shape.initial();
    ModelState moved = new ModelState(moved(initial.weights()), initial.moments(), 0);
    List<TokenSequences> blocks = shape.blocks(STEPS);

    try (TrainingProgram fast = TrainingProgram.open(spec.model(), spec.optimizer(), moved, CPU);
        PlainTrainingProgram plain =
            new PlainTrainingProgram(shape.model(), spec.optimizer(), moved.weights(), CPU)) {
      for (int step = 0; step < STEPS; step++) {
        double factor = 0.5 + step / 20.0;
        StepOutcome expected = fast.step(blocks.get(step), factor);
        StepOutcome outcome = plain.step(blocks.get(step), factor);

        assertThat(outcome.loss())
            .as("loss of step %d", step)
            .isCloseTo(expected.loss(), within(1e-4));
        assertThat(outcome.gradientNorm()).isCloseTo(expected.gradientNorm(), within(1e-3));
      }
      List<FloatTensor> trained = fast.state().weights();
      for (int each = 0; each < trained.size(); each++) {
        FloatTensor weights = plain.weights().get(each);
        assertThat(weights.name()).isEqualTo(trained.get(each).name());
        assertThat(weights.values()).containsExactly(trained.get(each).values(), within(2e-3f));
      }
    }
  }

  private static Shape tiny(String optimizer, String... further) {
    List<String> changes = new ArrayList<>(List.of(
        "optimizer.name=" + optimizer,
        "optimizer.learning_rate=0.002",
        "optimizer.weight_decay=0.3",
        "model.layers=2",
        "model.width=12",
        "model.heads=2",
        "model.mlp_factor=3",
        "batch.sequences=27"));
    changes.addAll(List.of(further));
    return Shape.of("tiny", "demo", changes);
  }

  /** Weights of every kind away from zero and one, so that nothing hides. */
  private static List<FloatTensor> moved(List<FloatTensor> initial) {
    Random random = new Random(1);
    return initial.stream()
        .map(tensor -> {
          float[] values = tensor.values().clone();
          for (int i = 0; i < values.length; i++) {
            values[i] += (float) (0.3 * random.nextGaussian());
          }
          return new FloatTensor(tensor.name(), tensor.shape(), values);
        })
        .toList();
  }
}
