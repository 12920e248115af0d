package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.TokenSequences;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of how often references are right about independent uniform inputs in the plane, against
 * closed forms: by the probability that they give to the truth, and by their most probable answer.
 */
final class ReferenceClosedFormTest {
  private static final int SHOTS = 32;
  private static final Set<Reference> TESTED =
      Set.of(ModularReferences.EXACT, ModularReferences.RATIO, ModularReferences.SWITCHBOARD);

  @ParameterizedTest
  @ValueSource(ints = {7, 11, 29})
  void exactAndRatioAreRightAsOftenAsTheirClosedForms(int p) {
    ModularLinear family = new ModularLinear(p, 2);
    int[] all = IntStream.range(0, family.latents()).toArray();
    Rates rates = Rates.of(family, Distributions.boring().shots(SHOTS).build(), 1, all, 30_000);

    assertRates(rates, ModularReferences.EXACT, k -> exact(p, k));
    assertRates(rates, ModularReferences.RATIO, k -> ratio(p, k));
  }

  /** Accuracies of the most probable answer, means over selections of the trained tasks. */
  @ParameterizedTest
  @CsvSource({
    "8, .22, .894, .997",
    "64, .09, .430, .979",
    "256, .056, .144, .969",
    "512, .046, .088, .963"
  })
  void theSwitchboardIsRightAboutItsTasksAsTabulated(int n, double k0, double k1, double k2) {
    ModularLinear family = new ModularLinear(29, 2);
    double[] mean = new double[3];
    int seeds = 25;
    for (int seed = 0; seed < seeds; seed++) {
      Distribution distribution = Distributions.boring().tasks(n).shots(3).build();
      int[] trained = family.trainingSampler(distribution, seed).inDistribution();
      Rates rates = Rates.of(family, distribution, seed, trained, 1000);
      for (int k = 0; k < 3; k++) {
        mean[k] += rates.accuracy(ModularReferences.SWITCHBOARD, k) / seeds;
      }
    }

    assertThat(mean).containsExactly(new double[] {k0, k1, k2}, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 64})
  void theSwitchboardIsAtChanceElsewhere(int n) {
    ModularLinear family = new ModularLinear(29, 2);
    Distribution distribution = Distributions.boring().tasks(n).shots(4).build();
    int[] never = family
        .evaluationSampler(List.of(distribution), 1)
        .sequences(ModularSets.OOD_TRAIN, 256)
        .latents();

    Rates rates = Rates.of(family, distribution, 1, never, 10_000);

    for (int k = 1; k < 4; k++) {
      assertThat(rates.probability(ModularReferences.SWITCHBOARD, k))
          .isCloseTo(1.0 / 29, within(0.01));
    }
  }

  private static void assertRates(Rates rates, Reference reference, IntToDoubleFunction closed) {
    for (int k = 0; k < SHOTS; k++) {
      assertThat(rates.probability(reference, k))
          .as("probability that %s gives to the truth at shot %d", reference, k)
          .isCloseTo(closed.applyAsDouble(k), within(0.01));
      assertThat(rates.accuracy(reference, k))
          .as("accuracy of %s at shot %d", reference, k)
          .isCloseTo(closed.applyAsDouble(k), within(0.01));
    }
  }

  /** By the rank of the context: 0, 1 or 2; a query outside its span is guessed. */
  private static double exact(int p, int k) {
    double rank0 = Math.pow(p, -2 * k);
    double rank1 = (p + 1) * (Math.pow(p, k) - 1) / Math.pow(p, 2 * k);
    double inSpan = 1 - rank0 - rank1 + rank1 / p + rank0 / (p * p);
    return inSpan + (1 - inSpan) / p;
  }

  /** By whether one of k inputs is a nonzero multiple of the query. */
  private static double ratio(int p, int k) {
    double collinear = 1 - Math.pow(1 - (p - 1.0) / (p * p), k);
    double zero = 1.0 / (p * p);
    return zero + (1 - zero) * (collinear + (1 - collinear) / p);
  }

  /** Sums over sequences, [reference, shot]. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Rates(
      List<Reference> references, int count, double[][] probabilities, int[][] right) {
    static Rates of(Family family, Distribution distribution, long seed, int[] latents, int count) {
      ReferencePredictors references =
          family.references(List.of(distribution), seed).orElseThrow();
      int shots = distribution.shots();
      int kinds = references.references().size();
      TokenSequences sequences =
          IndependentSequences.of(family, shots, latents, 0, count, new Random(seed));
      Rates rates = new Rates(
          references.references(), count, new double[kinds][shots], new int[kinds][shots]);
      double[] predicted = new double[kinds * shots * family.form().outputs()];
      for (int row = 0; row < count; row++) {
        references.predict(sequences, row, predicted);
        for (int i = 0; i < kinds * shots; i++) {
          if (!TESTED.contains(references.references().get(i / shots))) {
            continue;
          }
          int truth = sequences.token(row, sequences.layout().answerPositions().get(i % shots));
          rates.add(i / shots, i % shots, predicted, i, truth);
        }
      }
      return rates;
    }

    private void add(int reference, int shot, double[] predicted, int vector, int truth) {
      int p = predicted.length / (probabilities.length * probabilities[0].length);
      int best = 0;
      for (int z = 1; z < p; z++) {
        best = predicted[vector * p + z] > predicted[vector * p + best] ? z : best;
      }
      probabilities[reference][shot] += predicted[vector * p + truth];
      right[reference][shot] += best == truth ? 1 : 0;
    }

    double probability(Reference reference, int shot) {
      return probabilities[references.indexOf(reference)][shot] / count;
    }

    double accuracy(Reference reference, int shot) {
      return (double) right[references.indexOf(reference)][shot] / count;
    }
  }
}
