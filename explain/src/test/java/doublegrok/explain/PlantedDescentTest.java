package doublegrok.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.RealSequences;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import doublegrok.task.key.Values;
import doublegrok.task.regression.LinearRegression;
import doublegrok.task.regression.RegressionReferences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of real numbers whose mixture is known: five weights, 8 examples, noise, 16 tasks. */
final class PlantedDescentTest {
  private static final Family FAMILY =
      new LinearRegression(Values.none().with(Key.integer("dimension", 1, 64), 5));
  private static final List<Distribution> HISTORY = List.of(new Distribution(Values.none()
      .with(Distribution.TASKS, 16)
      .with(Distribution.TASK_DRAW, 0)
      .with(Distribution.SHOTS, 9)
      .with(Key.of("noise", Rule.decimal(Interval.NOT_NEGATIVE)), 0.5)));
  private static final ReferencePredictors REFERENCES =
      FAMILY.references(HISTORY, 7).orElseThrow();
  private static final Map<EvaluationSet, RealReferenceTable> TABLES = tables();

  static List<Map<Reference, Double>> mixtures() {
    return List.of(
        Map.of(RegressionReferences.GD_FREE, 1.0),
        Map.of(RegressionReferences.RIDGE, 1.0),
        Map.of(RegressionReferences.DMMSE, 1.0),
        Map.of(RegressionReferences.RIDGE, 0.6, RegressionReferences.GD_ONE, 0.4),
        Map.of(RegressionReferences.DMMSE, 0.6, RegressionReferences.RIDGE, 0.4),
        Map.of(RegressionReferences.ZERO, 0.3, RegressionReferences.LEAST_SQUARES, 0.7));
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void everyGroupHasTheSumOfItsPlantedParts(Map<Reference, Double> planted) {
    List<Products> gathered =
        TABLES.values().stream().map(table -> products(table, planted, 0)).toList();
    for (Products each : gathered) {
      PlantedShares.assertFound(each.attribution(0), each.table().groups(0), planted);
    }

    RealSpectrum spectrum = RealSpectrum.of(List.copyOf(TABLES.values()));
    PlantedShares.assertFound(spectrum.attribution(gathered), spectrum.groups(), planted);
  }

  /** Noise of a model's own is beside every mixture, and its share is told. */
  @ParameterizedTest
  @MethodSource("mixtures")
  void whatIsNoMixtureStaysUnexplained(Map<Reference, Double> planted) {
    TABLES.forEach((set, table) -> {
      Products noisy = products(table, planted, 0.5);
      double share = 0.25 / noisy.square(0);

      assertThat(noisy.attribution(0).unexplained())
          .as(set.label())
          .isCloseTo(share, within(0.25 * share));
    });
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void aPredictionThatIsNoNumberMakesAllUnknown(Map<Reference, Double> planted) {
    RealReferenceTable table = TABLES.values().iterator().next();
    Products products = products(table, planted, 0);

    products.add(0, 0, new float[] {Float.NaN}, 0);

    assertThat(products.attribution(0).known()).isFalse();
    assertThat(products.attribution(0).shares())
        .extracting(Share::references)
        .containsExactlyElementsOf(
            table.groups(0).stream().map(ReferenceGroup::label).toList());
  }

  private static Products products(
      RealReferenceTable table, Map<Reference, Double> planted, double noise) {
    Products products = new Products(table);
    Random random = new Random(3);
    for (int query = 0; query < 400; query++) {
      double mixed = noise * random.nextGaussian();
      for (Map.Entry<Reference, Double> part : planted.entrySet()) {
        int reference = table.references().indexOf(part.getKey());
        mixed += part.getValue() * table.prediction(query, reference, 0, 0);
      }
      products.add(0, query, new float[] {(float) mixed}, 0);
    }
    return products;
  }

  private static Map<EvaluationSet, RealReferenceTable> tables() {
    EvaluationSampler sampler = FAMILY.evaluationSampler(HISTORY, 7);
    Map<EvaluationSet, RealReferenceTable> tables = new LinkedHashMap<>();
    for (EvaluationSet set : sampler.sets()) {
      if (set.tellsGeneralisation()) {
        RealSequences drawn = (RealSequences) sampler.sequences(set, 400);
        tables.put(set, RealReferenceTable.of(REFERENCES, drawn));
      }
    }
    return tables;
  }

  @Test
  void aReferencesLossIsThatOfItsPredictions() {
    EvaluationSampler sampler = FAMILY.evaluationSampler(HISTORY, 7);
    TABLES.forEach((set, table) -> {
      float[] targets = ((RealSequences) sampler.sequences(set, 400)).targets();
      for (int reference = 0; reference < table.references().size(); reference++) {
        double loss = 0;
        for (int query = 0; query < 400; query++) {
          double error = table.prediction(query, reference, 0, 0) - targets[query];
          loss += error * error / 400;
        }
        assertThat(table.losses(0).get(reference)).isCloseTo(loss, within(1e-4 * (1 + loss)));
      }
    });
  }
}
