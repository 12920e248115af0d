package doublegrok.local.command.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.local.command.checkpoint.CoefficientComparison.CoefficientEffect;
import doublegrok.task.finding.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CoefficientComparisonTest {
  @Test
  void anEffectIsTheDifferenceWithBothErrors() {
    List<CoefficientEffect> effects =
        CoefficientComparison.effects(coefficients(100, 3, 50, 1), coefficients(90, 4, 50, 1));

    assertThat(effects)
        .extracting(CoefficientEffect::label)
        .containsExactly("n beta 1000", "n beta 300");
    assertThat(effects.get(0).twin()).isEqualTo(100);
    assertThat(effects.get(0).effect().value()).isEqualTo(-10);
    assertThat(effects.get(0).effect().low()).isCloseTo(-10 - 1.96 * 5, within(1e-9));
    assertThat(effects.get(0).effect().high()).isCloseTo(-10 + 1.96 * 5, within(1e-9));
    assertThat(effects.get(1).effect().isClear()).isFalse();
  }

  @Test
  void whereOneIsNoEstimateThereIsNoEffect() {
    assertThat(CoefficientComparison.effects(
            coefficients(Double.NaN, Double.NaN, 50, 1), coefficients(90, 4, 40, 1)))
        .extracting(CoefficientEffect::label)
        .containsExactly("n beta 300");
    assertThat(CoefficientComparison.effects(Map.of(), Map.of())).isEmpty();
  }

  private static Map<String, Scalar> coefficients(
      double cold, double coldError, double hot, double hotError) {
    Map<String, Scalar> coefficients = new LinkedHashMap<>();
    coefficients.put("n beta 1000", new Scalar("n beta 1000", cold, coldError, ""));
    coefficients.put("n beta 300", new Scalar("n beta 300", hot, hotError, ""));
    return coefficients;
  }
}
