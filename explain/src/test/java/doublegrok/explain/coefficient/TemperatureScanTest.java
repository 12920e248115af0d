package doublegrok.explain.coefficient;

import static doublegrok.explain.coefficient.ExactCoefficients.CURVATURES;
import static doublegrok.explain.coefficient.ExactCoefficients.bessel;
import static doublegrok.explain.coefficient.ExactCoefficients.inside;
import static doublegrok.explain.coefficient.ExactCoefficients.quadratic;
import static doublegrok.explain.coefficient.ExactCoefficients.reducedRank;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.explain.coefficient.Light.Colour;
import doublegrok.explain.coefficient.Region.Span;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against exact values, at the temperatures of the chain and not in a limit. */
final class TemperatureScanTest {
  @ParameterizedTest
  @ValueSource(doubles = {10, 1000, 100_000})
  void aQuadraticWellHasItsExactCoefficientAtAnyTemperature(double inverse) {
    Reading reading = longScan(new ToyLandscape.Quadratic(0, CURVATURES), .02, .4, inverse);

    assertThat(reading.light().colour()).isEqualTo(Colour.GREEN);
    isAbout(reading, quadratic(.02, .4, 0, inverse));
  }

  @Test
  void aStepThatIsNotSmallAddsWhatItMust() {
    Reading reading = longScan(new ToyLandscape.Quadratic(0, CURVATURES), .1, .4, 50);

    assertThat(quadratic(.1, .4, 0, 50) / quadratic(1e-9, .4, 0, 50)).isGreaterThan(1.2);
    isAbout(reading, quadratic(.1, .4, 0, 50));
  }

  @Test
  void noiseOfMinibatchesHeatsAsMuchAsItMust() {
    Reading reading = longScan(new ToyLandscape.Noisy(.3, CURVATURES), .02, .4, 400);

    assertThat(quadratic(.02, .4, .09, 400) / quadratic(.02, .4, 0, 400)).isGreaterThan(1.3);
    isAbout(reading, quadratic(.02, .4, .09, 400));
  }

  @Test
  void aShortChainIsAsFarAsItCanBe() {
    Tempering plan = new Tempering(List.of(100.0), .005, .4, 0, 0, 40, 400, 2);
    TemperatureScan scan =
        scan(new ToyLandscape.Quadratic(0, CURVATURES), new float[CURVATURES.length], plan);
    double exact = 0;
    for (double h : CURVATURES) {
      double a = h + .4;
      for (int t = 0; t < 40; t++) {
        exact += .5 * h / (a * (1 - .005 * a / 2)) * (1 - Math.pow(1 - .005 * a, 2 * t)) / 40;
      }
    }

    assertThat(exact).isLessThan(.5 * quadratic(.005, .4, 0, 100));
    assertThat(scan.readings().get(0).coefficient().mean()).isCloseTo(exact, within(.03 * exact));
    assertThat(scan.readings().get(0).light().reasons())
        .anySatisfy(each -> assertThat(each).contains("still diffusing"));
  }

  @Test
  void heatCapacityIsToldOfALongChain() {
    Reading reading = longScans(
            new ToyLandscape.Quadratic(0, CURVATURES), .05, .4, 150_000, 200.0, 100.0, 50.0)
        .readings()
        .get(1);
    double exact = Arrays.stream(CURVATURES)
        .map(h -> .5 * Math.pow(h / ((h + .4) * (1 - .05 * (h + .4) / 2)), 2))
        .sum();

    assertThat(reading.heat()).isCloseTo(exact, within(.05 * exact));
  }

  @Test
  void heatCapacityIsNotToldOfAShortOne() {
    Tempering plan = new Tempering(List.of(100.0, 50.0), .02, .4, 0, 60, 60, 2, 2);
    TemperatureScan scan =
        scan(new ToyLandscape.Quadratic(0, CURVATURES), new float[CURVATURES.length], plan);

    assertThat(scan.readings()).extracting(Reading::heat).containsOnly(Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(doubles = {30, 300, 1000})
  void aCrossHasWhatItHasAtAFiniteTemperature(double inverse) {
    Reading reading = longScan(new ToyLandscape.Cross(), inverse < 100 ? .03 : .1, .05, inverse);
    double u = .05 * .05 * inverse / 8; // gamma^2 / (8 n beta) at gamma = g n beta
    double exact = .5 + u - u * bessel(1, u) / bessel(0, u);

    assertThat(exact).isBetween(.1, .45); // far from its limit, 1/2
    isAbout(reading, exact);
  }

  @ParameterizedTest
  @ValueSource(doubles = {30, 300})
  void aQuarticHasWhatItHasAtAFiniteTemperature(double inverse) {
    Reading reading = longScan(new ToyLandscape.Quartic(), .05, .1, inverse);
    double weight = 0;
    double mean = 0;
    double width = 8 / Math.sqrt(.1 * inverse);
    for (double x = -width; x < width; x += width / 20_000) {
      double p = Math.exp(-inverse * (Math.pow(x, 4) + .1 * x * x / 2));
      weight += p;
      mean += p * Math.pow(x, 4);
    }

    isAbout(reading, inverse * mean / weight);
  }

  @Test
  void aWellMeltsWhereItMust() {
    ToyLandscape.Well well = new ToyLandscape.Well(20, .5, 10);
    Tempering plan = new Tempering(
        List.of(300.0, 200.0, 150.0, 120.0, 100.0, 85.0, 70.0, 50.0, 30.0),
        .01,
        .1,
        0,
        20_000,
        20_000,
        2,
        200);
    TemperatureScan scan = scan(well, new float[20], plan);
    Melting melting = scan.melting().get(0);

    assertThat(inside(.5, 10, 20, .1, 300)).isGreaterThan(.85);
    assertThat(inside(.5, 10, 20, .1, 30)).isLessThan(.01);
    for (Reading each : List.of(scan.readings().get(0), scan.readings().get(8))) {
      assertThat(each.level(0).accuracy())
          .isCloseTo(inside(.5, 10, 20, .1, each.inverseTemperature()), within(.03));
    }
    double predicted = 20 / 2.0 * Math.log(10 / .1) / .5; // (k / 2) ln(h / g) / D
    assertThat(melting.where()).isEqualTo(Melting.Where.BETWEEN);
    assertThat(1 / melting.temperature().mean()).isCloseTo(predicted, within(.2 * predicted));
  }

  @Test
  void whatIsNotOnTheScanIsSaidToBeColderOrHotter() {
    ToyLandscape.Well well = new ToyLandscape.Well(20, .5, 10);
    TemperatureScan cold =
        scan(well, new float[20], new Tempering(List.of(500.0), .01, .1, 0, 500, 500, 2, 20));
    TemperatureScan hot =
        scan(well, new float[20], new Tempering(List.of(10.0), .01, .1, 0, 5000, 500, 2, 20));
    float[] outside = new float[20];
    Arrays.fill(outside, 3);
    TemperatureScan unskilled =
        scan(well, outside, new Tempering(List.of(500.0), .01, .1, 0, 50, 50, 2, 20));

    assertThat(cold.melting().get(0).where()).isEqualTo(Melting.Where.HOTTER);
    assertThat(hot.melting().get(0).where()).isEqualTo(Melting.Where.COLDER);
    assertThat(unskilled.melting().get(0).where()).isEqualTo(Melting.Where.NO_SKILL);
    assertThat(cold.melting().get(0).temperature().mean()).isNaN();
  }

  /** Of full rank the zeros are a manifold: half as much as the equations, r (M + N) - r^2. */
  @ParameterizedTest
  @CsvSource({"3 2 3", "4 1 3", "3 2 2 3", "2 1 1 1 2"})
  void linearNetworksOfFullRankHaveHalfTheirEquations(String widths) {
    int[] each =
        Arrays.stream(widths.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    int rank = Arrays.stream(each).min().orElseThrow();
    int inputs = each[0];
    int outputs = each[each.length - 1];
    double[][] truth = new double[outputs][inputs];
    float[] weights = diagonal(each, rank, truth);

    Reading reading = longScans(
            new ToyLandscape.LinearNetwork(truth, each), weights, .01, .01, 60_000, 1e6)
        .readings()
        .get(0);

    isAbout(reading, (rank * (inputs + outputs) - rank * rank) / 2.0, .03);
  }

  /** At rank 0, by a quadrature over the eigenvalues of A A^T, once B is integrated out. */
  @ParameterizedTest
  @ValueSource(doubles = {10, 100})
  void theSingularPointOfReducedRankHasWhatItHasAtAFiniteTemperature(double inverse) {
    double[][] nothing = new double[2][2];
    Reading reading = longScans(
            new ToyLandscape.LinearNetwork(nothing, 2, 2, 2),
            new float[8],
            .02,
            .05,
            150_000,
            inverse)
        .readings()
        .get(0);

    assertThat(reducedRank(1e14, 1)).isCloseTo(1.5, within(.01)); // Aoyagi and Watanabe 2005
    isAbout(reading, reducedRank(inverse, .05 * inverse));
  }

  @Test
  void partsHaveCoefficientsOfTheirOwn() {
    Tempering plan = new Tempering(List.of(100.0), .05, .4, 0, 1000, 100_000, 2, 2);
    List<Region> parts = List.of(
        new Region(List.of(new Span(0, 3))),
        new Region(List.of(new Span(3, 5), new Span(8, CURVATURES.length))));
    List<Reading> readings = TemperatureScan.of(
            new ToyLandscape.Quadratic(0, CURVATURES), new float[CURVATURES.length], plan, 1, parts)
        .parts();

    isAbout(readings.get(0), quadratic(.05, .4, 0, 100, 8, 8, 8));
    isAbout(readings.get(1), quadratic(.05, .4, 0, 100, 2, 2, .05, .05, .05));
  }

  @Test
  void theSameSeedIsTheSameScanAndAnotherIsNot() {
    Tempering plan = new Tempering(List.of(100.0), .05, .4, 10, 10, 10, 2, 2);
    ToyLandscape toy = new ToyLandscape.Quadratic(0, CURVATURES);
    float[] weights = new float[CURVATURES.length];

    double[] once = trace(TemperatureScan.of(toy, weights, plan, 1, List.of()), 0);

    assertThat(trace(TemperatureScan.of(toy, weights, plan, 1, List.of()), 0))
        .containsExactly(once);
    assertThat(trace(TemperatureScan.of(toy, weights, plan, 2, List.of()), 0)).isNotEqualTo(once);
    assertThat(trace(TemperatureScan.of(toy, weights, plan, 1, List.of()), 1)).isNotEqualTo(once);
    assertThat(weights).containsOnly(0);
  }

  @Test
  void theGreatestCurvatureIsFound() {
    assertThat(scan(
                new ToyLandscape.Quadratic(0, CURVATURES),
                new float[CURVATURES.length],
                new Tempering(List.of(100.0), .01, .4, 0, 1, 2, 1, 2))
            .sharpness())
        .isCloseTo(8, within(.1));
  }

  private static double[] trace(TemperatureScan scan, int chain) {
    return scan.readings().get(0).traces().get(chain);
  }

  private static TemperatureScan scan(Landscape landscape, float[] weights, Tempering plan) {
    return TemperatureScan.of(landscape, weights, plan, 1, List.of());
  }

  private static Reading longScan(ToyLandscape toy, double step, double g, double inverse) {
    return longScans(toy, step, g, toy.dimensions() > 2 ? 60_000 : 600_000, inverse)
        .readings()
        .get(0);
  }

  private static TemperatureScan longScans(
      ToyLandscape toy, double step, double g, int draws, Double... inverses) {
    return longScans(toy, new float[toy.dimensions()], step, g, draws, inverses);
  }

  private static TemperatureScan longScans(
      ToyLandscape toy, float[] weights, double step, double g, int draws, Double... inverses) {
    return scan(toy, weights, new Tempering(List.of(inverses), step, g, 0, 5000, draws, 2, 2));
  }

  private static void isAbout(Reading reading, double exact) {
    isAbout(reading, exact, .02);
  }

  private static void isAbout(Reading reading, double exact, double part) {
    assertThat(reading.coefficient().mean())
        .isCloseTo(
            exact, within(Math.max(part * exact, 3 * reading.coefficient().standardError())));
    assertThat(reading.coefficient().standardError()).isLessThan(.08 * exact);
  }

  /** Layers that are 1 on the diagonal up to the rank, and the product of them as the truth. */
  private static float[] diagonal(int[] widths, int rank, double[][] truth) {
    int size = 0;
    for (int layer = 1; layer < widths.length; layer++) {
      size += widths[layer] * widths[layer - 1];
    }
    float[] weights = new float[size];
    int at = 0;
    for (int layer = 1; layer < widths.length; layer++) {
      for (int i = 0; i < rank; i++) {
        weights[at + i * widths[layer - 1] + i] = 1;
      }
      at += widths[layer] * widths[layer - 1];
    }
    for (int i = 0; i < rank; i++) {
      truth[i][i] = 1;
    }
    return weights;
  }
}
