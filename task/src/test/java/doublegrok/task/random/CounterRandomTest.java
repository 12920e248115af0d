package doublegrok.task.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CounterRandomTest {
  /** Random123's kat_vectors: philox4x32 with 10 rounds; counter, key, expected words. */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void agreesWithThePublishedVectors(String counter, String key, String expected) {
    int[] c = words(counter);
    int[] k = words(key);
    int[] out = new int[4];

    CounterRandom.philox(c[0], c[1], c[2], c[3], ((long) k[1] << 32) | (k[0] & 0xFFFFFFFFL), out);

    assertThat(out).containsExactly(words(expected));
  }

  @Test
  void laysOutSeedIndexAndStreamInKeyAndCounter() {
    CounterRandom random =
        new CounterRandom(0x299f31d0a4093822L, RandomStream.LABEL_NOISE, 0x13198a2e85a308d3L);
    int[] block = new int[4];
    CounterRandom.philox(0, 0x85a308d3, 0x13198a2e, 5, 0x299f31d0a4093822L, block);
    int[] next = new int[4];
    CounterRandom.philox(1, 0x85a308d3, 0x13198a2e, 5, 0x299f31d0a4093822L, next);

    int[] drawn = draw(random, 8);

    assertThat(Arrays.copyOf(drawn, 4)).containsExactly(block);
    assertThat(Arrays.copyOfRange(drawn, 4, 8)).containsExactly(next);
  }

  @Test
  void streamsAndIndicesNeverShareNumbers() {
    Set<Integer> ids = new HashSet<>();
    Set<Long> firstWords = new HashSet<>();
    for (RandomStream stream : RandomStream.values()) {
      ids.add(stream.id());
      for (long index : new long[] {0, 1, 1L << 32, -1}) {
        CounterRandom random = new CounterRandom(7, stream, index);
        firstWords.add(((long) random.nextInt() << 32) ^ random.nextInt());
      }
    }

    assertThat(ids).hasSameSizeAs(RandomStream.values());
    assertThat(firstWords).hasSize(4 * RandomStream.values().length);
  }

  /** Chi-squared with bound - 1 degrees of freedom; five standard deviations above its mean. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 29, 251, 841})
  void integersBelowABoundAreUniform(int bound) {
    CounterRandom random = new CounterRandom(1, RandomStream.TRAINING_INPUTS, bound);
    int[] counts = new int[bound];
    int draws = 200 * bound;

    for (int i = 0; i < draws; i++) {
      counts[random.below(bound)]++;
    }

    double chiSquared =
        Arrays.stream(counts).mapToDouble(c -> (c - 200.0) * (c - 200.0) / 200).sum();
    assertThat(chiSquared).isLessThan(bound - 1 + 5 * Math.sqrt(2.0 * bound));
  }

  /** Without rejection, the lowest third of 0 .. 3 * 2^29 - 1 would be twice as likely. */
  @Test
  void rejectionKeepsLargeBoundsUnbiased() {
    CounterRandom random = new CounterRandom(1, RandomStream.TRAINING_INPUTS, 0);
    int bound = 3 << 29;
    int draws = 30_000;
    int[] residues = new int[3];

    for (int i = 0; i < draws; i++) {
      residues[random.below(bound) % 3]++;
    }

    for (int residue : residues) {
      assertThat(residue).isCloseTo(draws / 3, within(400));
    }
  }

  @Test
  void refusesABoundBelowOne() {
    CounterRandom random = new CounterRandom(1, RandomStream.TRAINING_INPUTS, 0);

    assertThatThrownBy(() -> random.below(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be at least 1, was 0");
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void doublesHaveTheMomentsOfTheUnitInterval(long seed) {
    CounterRandom random = new CounterRandom(seed, RandomStream.INITIAL_WEIGHTS, 0);
    double[] drawn = new double[20_000];

    Arrays.setAll(drawn, i -> random.nextDouble());

    assertThat(Arrays.stream(drawn).allMatch(u -> u >= 0 && u < 1)).isTrue();
    assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(0.5, within(0.011));
    assertThat(Arrays.stream(drawn).map(u -> u * u).average().orElseThrow())
        .isCloseTo(1.0 / 3, within(0.011));
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void gaussiansHaveTheMomentsOfTheNormalLaw(long seed) {
    CounterRandom random = new CounterRandom(seed, RandomStream.INITIAL_WEIGHTS, 1);
    double[] drawn = new double[20_000];

    Arrays.setAll(drawn, i -> random.nextGaussian());

    assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(0, within(0.036));
    assertThat(Arrays.stream(drawn).map(z -> z * z).average().orElseThrow())
        .isCloseTo(1, within(0.05));
    assertThat(Arrays.stream(drawn).map(z -> z * z * z * z).average().orElseThrow())
        .isCloseTo(3, within(0.35));
  }

  @Test
  void shufflesReachEveryOrderEquallyOften() {
    CounterRandom random = new CounterRandom(3, RandomStream.INPUT_SPLIT, 0);
    int[] counts = new int[1000];

    for (int i = 0; i < 6000; i++) {
      int[] order = {1, 2, 3};
      random.shuffle(order);
      counts[100 * order[0] + 10 * order[1] + order[2]]++;
    }

    for (int order : new int[] {123, 132, 213, 231, 312, 321}) {
      assertThat(counts[order]).isCloseTo(1000, within(150));
    }
  }

  private static int[] draw(CounterRandom random, int count) {
    int[] drawn = new int[count];
    Arrays.setAll(drawn, i -> random.nextInt());
    return drawn;
  }

  private static int[] words(String hexadecimal) {
    return Arrays.stream(hexadecimal.split(" "))
        .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
        .toArray();
  }
}
