package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.task.TokenSequences;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program's updates against plain loops. */
final class OptimizerTest {
  @ParameterizedTest(name = "{0}, tied {1}, seed {2}")
  @CsvSource({"ADAMW, true, 1", "ADAMW, false, 2", "MUON, true, 3", "MUON, false, 4"})
  void weightsMoveAsTheDefinitionSays(Rule rule, boolean tied, long seed) {
    TransformerSpec model = Given.model(tied, Activation.RELU);
    OptimizerSpec optimizer = Given.optimizer(rule);
    ModelState state = ModelState.initial(model, optimizer, seed);
    ReferenceOptimizer reference = new ReferenceOptimizer(model, optimizer);

    try (TrainingProgram program = TrainingProgram.open(model, optimizer, state, Given.CPU);
        Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      for (int step = 1; step <= 4; step++) {
        TokenSequences block = Given.block(16, seed + step);
        double factor = step / 3.0;
        double[] expected = Probe.flat(program.state().weights());
        Probe.Slope slope = probe.slope(block, expected);
        reference.update(expected, slope.gradient(), factor);

        StepOutcome outcome = program.step(block, factor);

        double[] actual = Probe.flat(program.state().weights());
        for (int i = 0; i < expected.length; i++) {
          assertThat(actual[i]).isCloseTo(expected[i], within(2e-6));
        }
        double square = slope.gradient().stream().mapToDouble(g -> g * g).sum();
        assertThat(outcome.loss()).isCloseTo(slope.loss(), within(1e-5));
        assertThat(outcome.gradientNorm()).isCloseTo(Math.sqrt(square), within(1e-4));
      }
    }
  }
}
