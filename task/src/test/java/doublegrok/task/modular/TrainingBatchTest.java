package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.TokenSequences;
import doublegrok.task.TrainingSampler;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of the training batches of every family. */
final class TrainingBatchTest {
  private static final Distributions BORING = Distributions.boring();

  private static Stream<Family> families() {
    return Stream.of(
        new ModularLinear(29, 1),
        new ModularLinear(11, 2),
        new ModularLinear(5, 3),
        new ModularShift(29));
  }

  @ParameterizedTest
  @MethodSource("families")
  void aBatchIsAPureFunctionOfItsIndex(Family family) {
    for (Distributions noisy : new Distributions[] {BORING, BORING.unbalanced()}) {
      Distribution distribution = noisy.labelNoise(0.3).build();
      TrainingSampler forwards = family.trainingSampler(distribution, 5);
      TrainingSampler backwards = family.trainingSampler(distribution, 5);
      byte[][] batches = new byte[6][];
      for (int index = 0; index < 6; index++) {
        batches[index] = TokenSequences.of(forwards.batch(index, 30)).bytes();
      }

      for (int index = 5; index >= 0; index--) {
        assertThat(TokenSequences.of(backwards.batch(index, 30)).bytes())
            .containsExactly(batches[index]);
      }
      assertThat(batches[0]).isNotEqualTo(batches[1]);
      assertThat(TokenSequences.of(family.trainingSampler(distribution, 6).batch(0, 30))
              .bytes())
          .isNotEqualTo(batches[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void everyAnswerIsTheTasks(long seed) {
    families().forEach(family -> {
      TokenSequences batch =
          TokenSequences.of(family.trainingSampler(BORING.build(), seed).batch(seed & 0xFFFF, 50));
      Decoded decoded = Decoded.of(batch, 8);

      assertThat(batch.layout()).isEqualTo(family.layout(Distributions.ofShots(8)));
      for (int row = 0; row < batch.count(); row++) {
        for (int shot = 0; shot < 8; shot++) {
          assertThat(decoded.answers()[row][shot])
              .isEqualTo(bruteForce(family, batch.latents()[row], decoded.inputs()[row][shot]));
        }
      }
    });
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void onlyInDistributionTasksAndTheirTrainInputsOccur(long seed) {
    families().forEach(family -> {
      TrainingSampler sampler = family.trainingSampler(BORING.build(), seed);
      TokenSequences batch = TokenSequences.of(sampler.batch(3, 100));
      int[][] inputs = Decoded.of(batch, 8).inputs();

      for (int row = 0; row < batch.count(); row++) {
        assertThat(sampler.inDistribution()).hasSize(12).contains(batch.latents()[row]);
        InputSplit split = split(family, batch.latents()[row], seed);
        assertThat(Arrays.stream(inputs[row])).allMatch(split::isTrain);
      }
    });
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyTaskAndEveryTrainInputIsReached(Family family) {
    TrainingSampler sampler = family.trainingSampler(BORING.unbalanced().build(), 1);

    TokenSequences batch = TokenSequences.of(sampler.batch(0, 4000));

    int[] latents = Arrays.stream(batch.latents()).distinct().toArray();
    assertThat(latents).containsExactlyInAnyOrder(sampler.inDistribution());
    int[] inputs = Arrays.stream(Decoded.of(batch, 8).allInputs()).distinct().toArray();
    assertThat(inputs.length)
        .isGreaterThanOrEqualTo(split(family, latents[0], 1).train().length);
  }

  @ParameterizedTest
  @MethodSource("families")
  void aSequenceRepeatsNoInputWhileTheyLast(Family family) {
    int train = split(family, 0, 1).train().length;
    int shots = Math.min(train + 2, 512);
    for (Distributions d :
        new Distributions[] {BORING.shots(shots), BORING.unbalanced().shots(shots)}) {
      TokenSequences batch =
          TokenSequences.of(family.trainingSampler(d.build(), 1).batch(0, 40));

      for (int[] inputs : Decoded.of(batch, shots).inputs()) {
        assertThat(Arrays.copyOf(inputs, Math.min(train, shots))).doesNotHaveDuplicates();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 11, 12, 13, 24, 100})
  void aBalancedBatchGivesEveryTaskTheSameNumberOfSequencesOrOneMore(int sequences) {
    families().forEach(family -> {
      TrainingSampler sampler = family.trainingSampler(BORING.build(), 1);

      for (int index = 0; index < 5; index++) {
        Map<Integer, Integer> counts = counts(sampler.batch(index, sequences).latents());
        int least = counts.size() < 12
            ? 0
            : counts.values().stream().min(Integer::compare).get();
        int most = counts.values().stream().max(Integer::compare).get();
        assertThat(least).isEqualTo(sequences / 12);
        assertThat(most).isEqualTo((sequences + 11) / 12);
      }
    });
  }

  @Test
  void theTasksWithOneMoreSequenceChangeFromBatchToBatch() {
    TrainingSampler sampler = new ModularShift(29).trainingSampler(BORING.build(), 1);
    int[] extra = new int[29];

    for (int index = 0; index < 1200; index++) {
      extra[sampler.batch(index, 13).latents()[12]]++;
    }

    for (int task : sampler.inDistribution()) {
      assertThat(extra[task]).isCloseTo(100, within(50));
    }
  }

  @Test
  void anUnbalancedBatchDrawsTasksUniformly() {
    TrainingSampler sampler =
        new ModularShift(29).trainingSampler(BORING.unbalanced().build(), 1);

    Map<Integer, Integer> counts = counts(sampler.batch(0, 12_000).latents());

    assertThat(counts.values()).allSatisfy(c -> assertThat(c).isCloseTo(1000, within(150)));
    assertThat(counts.values()).anyMatch(c -> c != 1000);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.99})
  void labelNoiseReplacesItsShareOfTheAnswersAndNothingElse(double noise) {
    families().forEach(family -> {
      Decoded clean = Decoded.of(family.trainingSampler(BORING.build(), 2).batch(7, 1000), 8);
      Decoded noisy =
          Decoded.of(family.trainingSampler(BORING.labelNoise(noise).build(), 2).batch(7, 1000), 8);

      int wrong = 0;
      for (int row = 0; row < 1000; row++) {
        for (int shot = 0; shot < 8; shot++) {
          wrong += clean.answers()[row][shot] == noisy.answers()[row][shot] ? 0 : 1;
        }
      }

      double expected = noise * (1 - 1.0 / family.form().outputs());
      double deviation = Math.sqrt(8000 * expected * (1 - expected));
      assertThat(noisy.allInputs()).containsExactly(clean.allInputs());
      assertThat((double) wrong).isCloseTo(8000 * expected, within(4.5 * deviation));
    });
  }

  @Test
  void refusesANegativeIndexAndAnEmptyBatch() {
    TrainingSampler sampler = new ModularShift(29).trainingSampler(BORING.build(), 1);

    assertThatThrownBy(() -> sampler.batch(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sampler.batch(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static int bruteForce(Family family, int latent, int input) {
    int p = family.form().outputs();
    return switch (family.name()) {
      case "modular-shift" -> (input + latent) % p;
      case "modular-linear" ->
        (latent % p * (input % p)
                + latent / p % p * (input / p % p)
                + latent / p / p * (input / p / p))
            % p;
      default -> throw new AssertionError(family.name());
    };
  }

  private static InputSplit split(Family family, int latent, long seed) {
    if (family instanceof ModularShift shift) {
      return shift.inputSplit(latent, 0.75, seed);
    }
    return ((ModularLinear) family).inputSplit(0.75, seed);
  }

  private static Map<Integer, Integer> counts(int[] latents) {
    Map<Integer, Integer> counts = new TreeMap<>();
    Arrays.stream(latents).forEach(latent -> counts.merge(latent, 1, Integer::sum));
    return counts;
  }
}
