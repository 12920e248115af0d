package doublegrok.explain.coefficient;

import static doublegrok.explain.coefficient.ExactCoefficients.CURVATURES;
import static doublegrok.explain.coefficient.ExactCoefficients.quadratic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.explain.coefficient.Light.Colour;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chains that are planted to be no estimate. */
final class LightTest {
  @Test
  void theLightIsRedForWhatIsNoEstimate() {
    float[] origin = new float[CURVATURES.length];
    ToyLandscape off = new ToyLandscape.Quadratic(1, CURVATURES);

    assertThat(reasons(off, origin, new Tempering(List.of(1e4), .02, .4, 0, 60, 60, 2, 2)))
        .contains("not settled");
    assertThat(reasons(off, origin, new Tempering(List.of(1e4), .2, .4, 2000, 600, 600, 2, 2)))
        .contains("the step is too large");
    assertThat(reasons(off, origin, new Tempering(List.of(1e4), .02, .01, 2000, 0, 50, 2, 2)))
        .contains("still diffusing");
    assertThat(reasons(off, origin, new Tempering(List.of(1e4), .5, .4, 2000, 600, 600, 2, 2)))
        .contains("the chain fled");
    assertThat(reasons(
            new ToyLandscape.Quadratic(0, .2),
            new float[1],
            new Tempering(List.of(100.0), .02, .1, 0, 5000, 60, 3, 2)))
        .contains("chains are apart");
  }

  @Test
  void settlingMendsWhatIsNotSettled() {
    ToyLandscape off = new ToyLandscape.Quadratic(1, 8, 8, 8, 2, 2, 1, 1, 1);
    Tempering plan = new Tempering(List.of(1e4), .02, .4, 400, 2000, 20_000, 2, 2);

    Reading reading = reading(off, new float[8], plan);

    assertThat(reading.light().colour()).isEqualTo(Colour.GREEN);
    assertThat(reading.coefficient().mean())
        .isCloseTo(quadratic(.02, .4, 0, 1e4, 8, 8, 8, 2, 2, 1, 1, 1), within(.2));
  }

  @Test
  void oneChainIsAmber() {
    Tempering plan = new Tempering(List.of(100.0), .02, .4, 0, 1000, 20_000, 1, 2);

    Reading reading = reading(new ToyLandscape.Quadratic(0, CURVATURES), new float[11], plan);

    assertThat(reading.light().colour()).isEqualTo(Colour.AMBER);
  }

  @Test
  void aPlanThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Tempering(List.of(0.0), .01, 1, 0, 1, 2, 1, 2))
        .hasMessageContaining("n beta must be one or more finite numbers above 0, was [0.0]");
    assertThatThrownBy(() -> new Tempering(List.of(1.0), .01, 1, 0, 1, 1, 1, 2))
        .hasMessageContaining("draws at least 2");
  }

  private static String reasons(Landscape landscape, float[] weights, Tempering plan) {
    Light light = reading(landscape, weights, plan).light();
    assertThat(light.colour()).isEqualTo(Colour.RED);
    return String.join("; ", light.reasons());
  }

  private static Reading reading(Landscape landscape, float[] weights, Tempering plan) {
    return TemperatureScan.of(landscape, weights, plan, 1, List.of()).readings().get(0);
  }
}
