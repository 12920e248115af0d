package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.task.TokenSequences;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of what matrix products of bfloat16 change. */
final class PrecisionTest {
  private static final int LOW_BITS = 0xFFFF;

  private static ProgramForm form(Precision products, boolean emulated) {
    return new ProgramForm(true, Integer.MAX_VALUE, products, emulated, false, false);
  }

  private static Probe.Slope slope(TransformerSpec model, double[] weights, ProgramForm form) {
    try (Probe probe = new Probe(model, form, DataType.FLOAT32)) {
      return probe.slope(Given.block(16, 3), weights);
    }
  }

  /** The difference's length over the length of the second. */
  private static double distance(List<Double> a, List<Double> b) {
    double apart = IntStream.range(0, a.size())
        .mapToDouble(i -> Math.pow(a.get(i) - b.get(i), 2))
        .sum();
    return Math.sqrt(apart / b.stream().mapToDouble(each -> each * each).sum());
  }

  @ParameterizedTest(name = "tied {0}, {1}")
  @CsvSource({"true, RELU", "false, GELU"})
  void emulatedProductsAreThoseOfBfloat16UpToTheOrderOfSums(boolean tied, Activation activation) {
    TransformerSpec model = Given.model(tied, activation);
    double[] weights = Probe.flat(Given.weights(model, 4));

    Probe.Slope exact = slope(model, weights, form(Precision.FLOAT32, false));
    Probe.Slope real = slope(model, weights, form(Precision.BFLOAT16, false));
    Probe.Slope emulated = slope(model, weights, form(Precision.BFLOAT16, true));

    double rounding = distance(real.gradient(), exact.gradient());
    assertThat(rounding).isBetween(1e-3, 1e-1); // numbers of 8 bits
    assertThat(distance(emulated.gradient(), real.gradient())).isLessThan(rounding / 2);
    assertThat(emulated.loss()).isCloseTo(real.loss(), within(1e-3));
    assertThat(real.loss()).isNotEqualTo(exact.loss());
  }

  @Test
  void fusedProductsOfBfloat16AreAsFarFromFloat32() {
    TransformerSpec model = Given.tinyModel();
    double[] weights = Probe.flat(Given.weights(model, 4));
    ProgramForm fused =
        new ProgramForm(true, Integer.MAX_VALUE, Precision.BFLOAT16, false, true, false);

    Probe.Slope exact = slope(model, weights, form(Precision.FLOAT32, false));
    Probe.Slope rounded = slope(model, weights, fused);

    assertThat(distance(rounded.gradient(), exact.gradient())).isBetween(1e-3, 1e-1);
    assertThat(rounded.loss()).isCloseTo(exact.loss(), within(1e-2));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Rule.class)
  void itTrainsLikeFloat32AndKeepsItsStateInFloat32(Rule rule) {
    TransformerSpec model = Given.tinyModel();
    OptimizerSpec optimizer = Given.optimizer(rule);
    ModelState initial = ModelState.initial(model, optimizer, 5);
    double first;
    double exact = 0;
    double rounded = 0;
    ModelState state;

    try (TrainingProgram float32 = TrainingProgram.open(model, optimizer, initial, Given.CPU);
        TrainingProgram bfloat16 = TrainingProgram.open(
            model, optimizer, initial, Given.CPU, Precision.BFLOAT16, ProgramVersion.newest())) {
      TokenSequences block = Given.block(32, 7);
      first = float32.step(block, 1).loss();
      bfloat16.step(block, 1);
      for (int step = 0; step < 20; step++) {
        exact = float32.step(block, 1).loss();
        rounded = bfloat16.step(block, 1).loss();
      }
      state = bfloat16.state();
    }

    assertThat(exact).isLessThan(first - 0.1);
    assertThat(rounded).isNotEqualTo(exact).isCloseTo(exact, within(0.1 * (first - exact)));
    assertThat(state.weights()).allSatisfy(each -> assertThat(each.values()).isNotEmpty());
    long finer = state.weights().stream()
        .flatMap(each -> IntStream.range(0, each.values().length)
            .mapToObj(i -> Float.floatToIntBits(each.values()[i])))
        .filter(bits -> (bits & LOW_BITS) != 0)
        .count();
    assertThat(finer).isGreaterThan(1000);
  }

  @Test
  void whatAProcessorMultipliesIsReadFromItsFlags() {
    List<String> zen4 = List.of("model name\t: AMD EPYC 9654", "flags\t\t: fpu avx2 avx512_bf16");
    List<String> zen3 = List.of("model name\t: AMD EPYC 7763", "flags\t\t: fpu avx2 bf16x");
    List<String> arm = List.of("Features\t: fp asimd bf16");

    assertThat(Processor.of(zen4)).isEqualTo(new Processor("AMD EPYC 9654", true));
    assertThat(Processor.of(zen3)).isEqualTo(new Processor("AMD EPYC 7763", false));
    assertThat(Processor.of(arm)).isEqualTo(new Processor(System.getProperty("os.arch"), true));
    assertThat(Processor.of(List.of()).multipliesBfloat16()).isFalse();
  }
}
