package doublegrok.task.modular;

import static doublegrok.task.modular.ModularReferences.COPY;
import static doublegrok.task.modular.ModularReferences.EXACT;
import static doublegrok.task.modular.ModularReferences.RATIO;
import static doublegrok.task.modular.ModularReferences.SWITCHBOARD;
import static doublegrok.task.modular.ModularReferences.TABLE;
import static doublegrok.task.modular.ModularReferences.UNIFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.BayesFloors;
import doublegrok.task.Distribution;
import doublegrok.task.Estimate;
import doublegrok.task.Family;
import doublegrok.task.Reference;
import doublegrok.task.TrainingSampler;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BayesFloorsTest {
  private static final ModularLinear FAMILY = new ModularLinear(29, 2);
  private static final Distributions PAPER =
      Distributions.boring().inputFraction(0.8).shots(32);

  /** Random selection, balanced batches. */
  @ParameterizedTest
  @CsvSource({"8, .146", "64, .081", "256, .037", "512, .016"})
  void memorisationPressureIsAsTabulated(int tasks, double nats) {
    BayesFloors floors = floors(FAMILY, PAPER.tasks(tasks).build(), 4, 128);

    Estimate pressure = floors.memorisationPressure().orElseThrow();

    assertThat(pressure.mean())
        .isCloseTo(nats, within(0.001 + 3 * pressure.standardError()))
        .isCloseTo(Math.log(841.0 / tasks) / 32, within(1e-9));
  }

  /** The chain rule: the log likelihood of a whole sequence is that of its task. */
  @Test
  void floorsAreTheNatsThatTellWhatIsKnown() {
    Distribution distribution = PAPER.tasks(64).build();
    BayesFloors floors = floors(FAMILY, distribution, 3, 128);

    assertThat(floors.references())
        .containsExactly(EXACT, SWITCHBOARD, TABLE, RATIO, COPY, UNIFORM);
    assertThat(mean(floors, EXACT)).isCloseTo(2 * Math.log(29) / 32, within(1e-9));
    assertThat(mean(floors, SWITCHBOARD)).isCloseTo(Math.log(64) / 32, within(1e-9));
    assertThat(mean(floors, TABLE)).isCloseTo(Math.log(64) / 32, within(1e-9));
    assertThat(mean(floors, UNIFORM)).isCloseTo(Math.log(29), within(1e-9));
    assertThat(mean(floors, RATIO))
        .isCloseTo(Math.log(29) * linesOfASequence(distribution) / 32, within(1e-9));
    assertThat(floors.floor(COPY))
        .contains(new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  /** The entropy of the noise, and the nats that tell the task. */
  @Test
  void underLabelNoiseTheFloorIsThatOfTheTokenAsItIsDrawn() {
    ModularLinear family = new ModularLinear(11, 2);
    Distribution distribution = PAPER.tasks(12).labelNoise(0.2).build();
    BayesFloors floors = floors(family, distribution, 20, 120);
    double miss = 0.2 / 11;
    double entropy = -(1 - 10 * miss) * Math.log(1 - 10 * miss) - 10 * miss * Math.log(miss);

    for (Reference reference : List.of(EXACT, SWITCHBOARD)) {
      double task = reference.equals(EXACT) ? Math.log(121) : Math.log(12);
      Estimate floor = floors.floor(reference).orElseThrow();
      assertThat(floor.standardError()).isBetween(1e-4, 0.02);
      assertThat(floor.mean())
          .isCloseTo(entropy + task / 32, within(0.002 + 4 * floor.standardError()));
    }
    Estimate pressure = floors.memorisationPressure().orElseThrow();
    assertThat(pressure.mean())
        .isCloseTo(mean(floors, EXACT) - mean(floors, SWITCHBOARD), within(1e-12));
    assertThat(pressure.standardError())
        .isLessThan(floors.floor(EXACT).orElseThrow().standardError() / 2);
  }

  @Test
  void aFloorIsThatOfTheShotsThereAre() {
    ModularShift family = new ModularShift(29);
    BayesFloors floors = floors(family, PAPER.tasks(24).shots(4).build(), 3, 240);

    assertThat(mean(floors, EXACT)).isCloseTo(Math.log(29) / 4, within(1e-9));
    assertThat(mean(floors, SWITCHBOARD)).isCloseTo(Math.log(24) / 4, within(1e-9));
    assertThat(floors.floor(RATIO)).isEmpty();
  }

  @Test
  void withoutExactThereIsNoPressure() {
    ModularLinear space = new ModularLinear(41, 3);
    Distribution distribution = PAPER.shots(2).labelNoise(0.1).build();

    assertThat(floors(space, distribution, 2, 12).memorisationPressure()).isEmpty();
  }

  @Test
  void theStandardErrorIsThatOfTheMean() {
    Estimate estimate = Estimate.of(new double[] {1, 2, 3, 4});

    assertThat(estimate.mean()).isEqualTo(2.5);
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(5.0 / 3 / 4), within(1e-15));
  }

  @Test
  void refusesASingleBatch() {
    assertThatThrownBy(() -> floors(FAMILY, PAPER.build(), 1, 12))
        .hasMessage("batches must be at least 2, for a standard error, was 1");
  }

  /** Distinct lines through the origin among the nonzero inputs of the first three batches. */
  private static double linesOfASequence(Distribution distribution) {
    TrainingSampler sampler = FAMILY.trainingSampler(distribution, 1);
    return LongStream.range(0, 3)
        .mapToObj(batch -> Decoded.of(sampler.batch(batch, 128), 32).inputs())
        .flatMap(Arrays::stream)
        .mapToLong(sequence -> Arrays.stream(sequence)
            .filter(input -> input != 0)
            .map(BayesFloorsTest::slope)
            .distinct()
            .count())
        .average()
        .orElseThrow();
  }

  /** y / x mod 29; 29 if x is 0. */
  private static int slope(int input) {
    for (int slope = 0; slope < 29; slope++) {
      if (slope * (input % 29) % 29 == input / 29 && input % 29 != 0) {
        return slope;
      }
    }
    return 29;
  }

  private static double mean(BayesFloors floors, Reference reference) {
    return floors.floor(reference).orElseThrow().mean();
  }

  private static BayesFloors floors(
      Family family, Distribution distribution, int batches, int sequences) {
    return BayesFloors.of(
        family.objective(),
        family.trainingSampler(distribution, 1),
        family.references(List.of(distribution), 1).orElseThrow(),
        batches,
        sequences);
  }
}
