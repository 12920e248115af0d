package doublegrok.explain;

import static doublegrok.task.modular.ModularReferences.EXACT;
import static doublegrok.task.modular.ModularReferences.RATIO;
import static doublegrok.task.modular.ModularReferences.SWITCHBOARD;
import static doublegrok.task.modular.ModularReferences.UNIFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.EvaluationSet;
import doublegrok.task.Reference;
import doublegrok.task.modular.ModularReferences;
import doublegrok.task.modular.ModularSets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributions against definitions that know nothing of classes, on few sequences. */
final class AttributionTest {
  private static final int QUERIES = 96;
  private static final int P = PlantedSet.MODULUS;
  private static final Map<EvaluationSet, PlantedSet> SETS = PlantedSet.sets(QUERIES);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 6, 23})
  void classesGiveWhatEveryQueryByItselfGives(int answer) {
    PlantedSet set = SETS.get(ModularSets.OOD_TRAIN);
    double[][] model = noisy(set, answer);
    Masses masses = new Masses(set.table());
    for (int query = 0; query < QUERIES; query++) {
      masses.add(answer, query, model[query], 0);
    }

    Attribution found = masses.attribution(answer);

    double[] weights = naive(set, answer, model);
    List<ReferenceGroup> groups = set.table().groups(answer);
    for (int group = 0; group < groups.size(); group++) {
      double expected = groups.get(group).members().stream()
          .mapToDouble(member -> weights[LinearReferences.place(member)])
          .sum();
      assertThat(found.shares().get(group).weight()).isCloseTo(expected, within(1e-3));
    }
    assertThat(found.unexplained())
        .isCloseTo(divergence(set, answer, model, weights), within(1e-5))
        .isGreaterThan(0.05);
  }

  @Test
  void identifiabilityIsTheMeanOverlapOfTwoReferences() {
    PlantedSet set = SETS.get(ModularSets.OOD_TEST);
    for (int answer = 0; answer < 6; answer++) {
      for (Reference one : ModularReferences.all()) {
        for (Reference other : ModularReferences.all()) {
          double sum = 0;
          for (int query = 0; query < QUERIES; query++) {
            double[] first = smoothed(set.prediction(one, answer, query));
            double[] second = smoothed(set.prediction(other, answer, query));
            for (int token = 0; token < P; token++) {
              sum += Math.sqrt(first[token] * second[token]);
            }
          }
          assertThat(set.table().identifiability(answer, one, other))
              .isCloseTo(sum / QUERIES, within(1e-6));
        }
      }
    }
  }

  /** Argmax with a tiny random disturbance, which breaks ties, and draws from the predictions. */
  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.ModularReferences#all")
  void aModelThatIsAReferenceScoresWhatTheReferenceScores(Reference reference) {
    Random random = new Random(3);
    SETS.forEach((set, each) -> {
      double right = 0;
      double drawn = 0;
      double expectedRight = 0;
      double expectedDrawn = 0;
      for (int answer = 0; answer < PlantedSet.SHOTS; answer++) {
        ReferenceScore score = each.table().scores(answer).get(LinearReferences.place(reference));
        assertThat(score.reference()).isEqualTo(reference);
        expectedRight += score.accuracy() * QUERIES;
        expectedDrawn += score.truthProbability() * QUERIES;
        for (int query = 0; query < QUERIES; query++) {
          double[] prediction = each.prediction(reference, answer, query);
          int truth = each.truth(answer, query);
          drawn += random.nextDouble() < prediction[truth] ? 1 : 0;
          Arrays.setAll(prediction, token -> prediction[token] + 1e-6 * random.nextDouble());
          right += Arrays.stream(prediction).max().orElseThrow() == prediction[truth] ? 1 : 0;
        }
      }
      double fourDeviations = 2 * Math.sqrt(QUERIES * PlantedSet.SHOTS);
      assertThat(right).as(set.label()).isCloseTo(expectedRight, within(fourDeviations));
      assertThat(drawn).as(set.label()).isCloseTo(expectedDrawn, within(fourDeviations));
    });
  }

  @Test
  void manyTasksThatAgreeMakeTheirAnswerTheMostProbable() {
    ReferenceTally tally = new ReferenceTally();

    tally.add(new double[] {9, 0.5, 0.25, 0.25}, 1, 3, 0); // the best token is right
    tally.add(new double[] {0.25, 0.375, 0.375}, 0, 3, 2); // one of two best
    tally.add(new double[] {0.25, 0.375, 0.375}, 0, 3, 0);

    assertThat(tally.score(EXACT)).isEqualTo(new ReferenceScore(EXACT, 0.5, 0.375));
  }

  @Test
  void predictionsThatAreNoNumbersAreUnknownAndHarmNoOtherAnswer() {
    PlantedSet set = SETS.get(ModularSets.OOD_TEST);
    Masses masses = set.masses((answer, query) -> {
      double[] prediction = set.prediction(EXACT, answer, query);
      prediction[4] = answer == 3 && query == 17 ? Double.NaN : prediction[4];
      return prediction;
    });

    Attribution unknown = masses.attributions().get(3);

    assertThat(unknown.known()).isFalse();
    assertThat(unknown.unexplained()).isNaN();
    assertThat(unknown.shares()).hasSameSizeAs(set.table().groups(3));
    assertThat(unknown.shares()).allSatisfy(share -> assertThat(share.weight()).isNaN());
    assertThat(masses.attribution(4).known()).isTrue();
    assertThat(Spectrum.of(List.of(set.table())).attribution(List.of(masses)).known())
        .isFalse();
  }

  @Test
  void noPredictionsAreUnknown() {
    ReferenceTable table = SETS.get(ModularSets.ID_TRAIN).table();

    assertThat(new Masses(table).attributions()).noneMatch(Attribution::known);
  }

  @Test
  void massOnTokensOutsideTheVocabularyCountsAsGuessing() {
    PlantedSet set = SETS.get(ModularSets.OOD_TEST);
    Masses masses = new Masses(set.table());
    for (int query = 0; query < QUERIES; query++) {
      double[] row = new double[2 + P + 3]; // further tokens on both sides
      double[] exact = set.prediction(EXACT, 6, query);
      for (int token = 0; token < P; token++) {
        row[2 + token] = 0.75 * exact[token];
      }
      row[2 + P + 1] = 0.25;
      masses.add(6, query, row, 2);
    }

    Attribution found = masses.attribution(6);

    assertThat(weight(found, "exact")).isCloseTo(0.75, within(0.01));
    assertThat(weight(found, "switchboard|table|uniform")).isCloseTo(0.25, within(0.01));
    assertThat(found.unexplained()).isLessThan(1e-5);
  }

  /** Half a mixture of references; the rest on the answer and on a random token. */
  private static double[][] noisy(PlantedSet set, int answer) {
    Random random = new Random(answer);
    double[][] model = new double[QUERIES][];
    Map<Reference, Double> half = Map.of(SWITCHBOARD, 0.2, RATIO, 0.2, UNIFORM, 0.1);
    for (int query = 0; query < QUERIES; query++) {
      model[query] = set.mixed(half, answer, query);
      model[query][random.nextInt(P)] += 0.3;
      model[query][set.truth(answer, query)] += 0.2;
    }
    return model;
  }

  /** Plain expectation maximisation: w_j = sum_iz q_i(z) pi_j r_ij(z) / sum_l pi_l r_il(z). */
  private static double[] naive(PlantedSet set, int answer, double[][] model) {
    double[][][] references = new double[ModularReferences.all().size()][QUERIES][];
    for (Reference reference : ModularReferences.all()) {
      Arrays.setAll(
          references[LinearReferences.place(reference)],
          query -> smoothed(set.prediction(reference, answer, query)));
    }
    double[] weights = new double[references.length];
    Arrays.fill(weights, 1.0 / weights.length);
    for (int iteration = 0; iteration < 1_500; iteration++) {
      double[] sums = new double[weights.length];
      for (int query = 0; query < QUERIES; query++) {
        double[] smoothed = smoothed(model[query]);
        for (int token = 0; token < P; token++) {
          double mixed = 0;
          for (int reference = 0; reference < sums.length; reference++) {
            mixed += weights[reference] * references[reference][query][token];
          }
          for (int reference = 0; reference < sums.length; reference++) {
            sums[reference] += smoothed[token]
                * weights[reference]
                * references[reference][query][token]
                / mixed
                / QUERIES;
          }
        }
      }
      weights = sums;
    }
    return weights;
  }

  private static double divergence(PlantedSet set, int answer, double[][] model, double[] weights) {
    double sum = 0;
    for (int query = 0; query < QUERIES; query++) {
      double[] smoothed = smoothed(model[query]);
      double[] mixed = new double[P];
      for (Reference reference : ModularReferences.all()) {
        double[] prediction = smoothed(set.prediction(reference, answer, query));
        Arrays.setAll(
            mixed, z -> mixed[z] + weights[LinearReferences.place(reference)] * prediction[z]);
      }
      for (int token = 0; token < P; token++) {
        sum += smoothed[token] * Math.log(smoothed[token] / mixed[token]);
      }
    }
    return sum / QUERIES;
  }

  private static double[] smoothed(double[] probabilities) {
    return Arrays.stream(probabilities).map(q -> 0.98 * q + 0.02 / P).toArray();
  }

  private static double weight(Attribution attribution, String references) {
    return attribution.shares().stream()
        .filter(share -> share.references().equals(references))
        .mapToDouble(Share::weight)
        .sum();
  }
}
