package doublegrok.task.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.AskedModel;
import doublegrok.task.FamilyProbe;
import doublegrok.task.ModelActivations;
import doublegrok.task.RealSequences;
import doublegrok.task.Reference;
import doublegrok.task.Sequences;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that are references, and matrices that are steps, are recognised. */
final class DescentProbeTest {
  private static final int EXAMPLES = 8;
  private static final double NOISE = 0.3;

  static List<Reference> planted() {
    return List.of(
        RegressionReferences.RIDGE,
        RegressionReferences.DMMSE,
        RegressionReferences.LEAST_SQUARES,
        RegressionReferences.GD_PLUS_PLUS,
        RegressionReferences.GD_FREE,
        RegressionReferences.GD_ONE);
  }

  /** Slopes of the planted model's answers are the reference's weights, which it tells apart. */
  @ParameterizedTest
  @MethodSource("planted")
  void aPlantedReferenceIsRecognised(Reference planted) {
    Regressions given = Regressions.of(3, EXAMPLES).steps(2).noise(NOISE).tasks(6);
    Map<String, Finding> found = found(given, new Planted(given.references(), planted, 1));

    String label = planted.label();
    assertThat(scalar(found, "descent-likeness", "cosine to " + label)).isCloseTo(1, within(1e-4));
    assertThat(scalar(found, "descent-likeness", "difference from " + label))
        .isCloseTo(0, within(1e-3));
    for (Reference other : planted()) {
      if (!other.equals(planted)) {
        assertThat(scalar(found, "descent-likeness", "difference from " + other.label()))
            .as("%s and %s", planted.label(), other.label())
            .isGreaterThan(0.01);
      }
    }
    Curve filter = (Curve) found.get("descent-filter");
    List<Double> own = line(filter, label);
    for (int band = 0; band < own.size(); band++) {
      assertThat(line(filter, "model").get(band)).isCloseTo(own.get(band), within(1e-3));
    }
  }

  /** Shares of a band are a mean of the closed form over its eigenvalues. */
  @Test
  void filtersAreThoseOfTheClosedForms() {
    Regressions given = Regressions.of(3, EXAMPLES).steps(2).noise(NOISE);
    RegressionWalk references = given.references();
    RealSequences sequences = (RealSequences) given
        .family()
        .evaluationSampler(List.of(given.version()), Regressions.SEED)
        .sequences(RegressionSets.OOD, 64);
    Conditions trained =
        Conditions.of(RegressionShape.of(given.task()), given.version(), Regressions.SEED);
    List<AskedQuery> queries = new QueryWalk(RegressionShape.of(given.task()), trained, references)
        .ask(new Planted(references, RegressionReferences.RIDGE, 1), sequences, EXAMPLES);
    SpectralFilter filter = SpectralFilter.of(queries);
    Descent two = new DescentFit(3, EXAMPLES, NOISE * NOISE / EXAMPLES).freeSteps(2);

    assertThat(filter.bands()).hasSize(8);
    requireWithin(
        filter,
        trained,
        references,
        RegressionReferences.RIDGE,
        s -> s / (s + NOISE * NOISE / EXAMPLES));
    requireWithin(filter, trained, references, RegressionReferences.LEAST_SQUARES, s -> 1);
    requireWithin(
        filter,
        trained,
        references,
        RegressionReferences.GD_FREE,
        s -> 1 - (1 - two.steps()[0] * s) * (1 - two.steps()[1] * s));
    double step = EXAMPLES / (EXAMPLES + 4 + NOISE * NOISE);
    requireWithin(filter, trained, references, RegressionReferences.GD_ONE, s -> step * s);
  }

  private static void requireWithin(
      SpectralFilter filter,
      Conditions trained,
      RegressionWalk references,
      Reference reference,
      DoubleUnaryOperator expected) {
    int place = references.references().indexOf(reference);
    List<Double> shares = filter.shares(query -> query.references()[place], trained.inputs());
    for (int band = 0; band < shares.size(); band++) {
      double[] values = filter.bands().get(band).stream()
          .mapToDouble(each -> expected.applyAsDouble(each.eigenvalue()))
          .sorted()
          .toArray();
      assertThat(shares.get(band))
          .as("%s in band %d", reference.label(), band)
          .isBetween(values[0] - 1e-6, values[values.length - 1] + 1e-6);
    }
  }

  /** Half of ridge and half of nothing has ridge's direction and half of its loss's root. */
  @Test
  void theLossIsGaugedByTheNearestExactOne() {
    Regressions given = Regressions.of(3, EXAMPLES).steps(2).noise(NOISE);
    RegressionWalk references = given.references();

    Map<String, Finding> one =
        found(given, new Planted(references, RegressionReferences.GD_ONE, 1));
    Map<String, Finding> half =
        found(given, new Planted(references, RegressionReferences.GD_ONE, 0.5));

    double exact = OneStep.loss(
        factors(0.5 * EXAMPLES / (EXAMPLES + 4 + NOISE * NOISE)),
        Conditions.of(RegressionShape.of(given.task()), given.version(), Regressions.SEED),
        EXAMPLES);
    Scalar told = scalars(half, "descent-loss").get(0);
    assertThat(scalars(one, "descent-loss").get(0).error()).isLessThan(1e-6);
    assertThat(scalar(one, "descent-loss", "model"))
        .isCloseTo(scalar(one, "descent-loss", "gd-one"), within(1e-6));
    assertThat(told.value()).isCloseTo(exact, within(4 * told.error()));
    assertThat(told.error()).isLessThan(0.1 * exact);
  }

  private static double[] factors(double step) {
    return new double[] {step, step, step};
  }

  /** Q = -a Sigma^-1 is a step of size a on whitened inputs, whatever the axes. */
  @Test
  void matricesAreToldAsStepsOnWhitenedInputs() {
    Regressions given = Regressions.of(3, EXAMPLES)
        .covariance(InputCovariance.ROTATED, TaskCovariance.INVERSE, 4.0, 1.0, 0.25);
    Conditions trained =
        Conditions.of(RegressionShape.of(given.task()), given.version(), Regressions.SEED);
    double[][] unit = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    double[][] inverse = new double[3][];
    for (int i = 0; i < 3; i++) {
      inverse[i] = trained.axes().stretched(unit[i], new double[] {-0.15, -0.6, -2.4});
    }
    Planted model = new Planted(given.references(), RegressionReferences.GD_ONE, 1) {
      @Override
      public Optional<double[][]> matrix(String name) {
        return switch (name) {
          case "blocks.0.q" -> Optional.of(inverse);
          case "blocks.1.q" -> Optional.of(unit);
          default -> Optional.empty();
        };
      }
    };

    Map<String, Finding> found = found(given, model);

    assertThat(scalar(found, "descent-steps", "step 1")).isCloseTo(0.6, within(1e-9));
    assertThat(scalar(found, "descent-steps", "distance from identity 1"))
        .isCloseTo(0, within(1e-9));
    assertThat(scalar(found, "descent-steps", "step 2")).isCloseTo(-1.75, within(1e-9));
    assertThat(scalar(found, "descent-steps", "distance from identity 2"))
        .isCloseTo(Math.sqrt((2.25 * 2.25 + 0.75 * 0.75 + 1.5 * 1.5) / 17.0625), within(1e-9));
    double[] best = new DescentFit(3, EXAMPLES, 0).freeSteps(2).steps();
    assertThat(scalar(found, "descent-steps", "best step 1")).isCloseTo(best[0], within(1e-9));
    assertThat(scalar(found, "descent-steps", "best step 2")).isCloseTo(best[1], within(1e-9));
  }

  @Test
  void everyQueryThatCountsIsAskedBySomeShots() {
    Regressions given =
        Regressions.of(2, 5).separate(CountedQueries.EVERY).steps(2).noise(NOISE);

    Map<String, Finding> found =
        found(given, new Planted(given.references(), RegressionReferences.RIDGE, 1));

    assertThat(found)
        .containsOnlyKeys(
            "descent-loss",
            "descent-filter",
            "descent-likeness",
            "descent-cosine",
            "descent-difference",
            "descent-answers");
    Curve cosine = (Curve) found.get("descent-cosine");
    assertThat(cosine.at()).containsExactly(1.0, 2.0, 4.0, 5.0);
    assertThat(line(cosine, "ridge"))
        .allSatisfy(each -> assertThat(each).isCloseTo(1, within(1e-3)));
    assertThat(line((Curve) found.get("descent-answers"), "ridge"))
        .allSatisfy(each -> assertThat(each).isCloseTo(0, within(1e-5)));
    assertThat(line((Curve) found.get("descent-answers"), "gd-one").get(3)).isGreaterThan(0.05);
  }

  private static Map<String, Finding> found(Regressions given, AskedModel model) {
    List<FamilyProbe> probes =
        given.family().probes(List.of(given.version()), Regressions.SEED, Values.none());
    return probes.get(0).find(model);
  }

  private static List<Scalar> scalars(Map<String, Finding> found, String name) {
    return ((Scalars) found.get(name)).scalars();
  }

  private static double scalar(Map<String, Finding> found, String name, String label) {
    return scalars(found, name).stream()
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static List<Double> line(Curve curve, String label) {
    return curve.lines().stream()
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow()
        .values();
  }

  /** A reference in a model's place, its answers times a factor. */
  private static class Planted implements AskedModel {
    private final RegressionWalk references;
    private final int place;
    private final double factor;

    Planted(RegressionWalk references, Reference planted, double factor) {
      this.references = references;
      this.place = references.references().indexOf(planted);
      this.factor = factor;
    }

    @Override
    public void predict(Sequences sequences, Predictions taker) {
      int answers = sequences.layout().answerPositions().size();
      double[] all = new double[references.references().size() * answers];
      for (int row = 0; row < sequences.count(); row++) {
        references.predict(sequences, row, all);
        for (int answer = 0; answer < answers; answer++) {
          double said = factor * (float) all[place * answers + answer];
          taker.add(row, answer, new double[] {said});
        }
      }
    }

    @Override
    public ModelActivations activations(Sequences sequences, int count, int length) {
      throw new UnsupportedOperationException("a reference has no inside");
    }
  }
}
