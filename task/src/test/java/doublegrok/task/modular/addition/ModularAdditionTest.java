package doublegrok.task.modular.addition;

import static doublegrok.task.modular.addition.AdditionSets.CORRUPTED;
import static doublegrok.task.modular.addition.AdditionSets.FRESH;
import static doublegrok.task.modular.addition.AdditionSets.INVERTED;
import static doublegrok.task.modular.addition.AdditionSets.MIRRORED;
import static doublegrok.task.modular.addition.AdditionSets.TRAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.key.Values;
import doublegrok.task.modular.Modulus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs that are trained on, and those that are asked. */
final class ModularAdditionTest {
  private static final long PINNED = 2_036_714_956L;

  @ParameterizedTest(name = "{0} of {1} and {2} mod 7 is {3}")
  @CsvSource({"PLUS, 5, 4, 2", "MINUS, 2, 6, 3", "TIMES, 5, 6, 2", "QUADRATIC, 3, 5, 0"})
  void answersAreThoseOfTheOperation(Operation operation, int a, int b, int answer) {
    assertThat(operation.of(a, b, 7)).isEqualTo(answer);
  }

  @ParameterizedTest(name = "{1} of the pairs modulo {0} are {2}")
  @CsvSource({"43, 0.4, 739", "53, 0.4, 1123", "113, 0.3, 3830", "11, 1, 121"})
  void asManyPairsAreTrainedOnAsInThePaper(int modulus, double fraction, int pairs) {
    assertThat(PairSplit.trainCount(modulus * modulus, fraction)).isEqualTo(pairs);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aBatchOfAsManySequencesAsPairsIsTheWholeTrainingSet(long seed) {
    ModularAddition family = family(11, Operation.TIMES);
    var sampler = family.trainingSampler(distribution(0.4, 0), seed);
    TokenSequences whole = (TokenSequences) sampler.batch(0, 48);
    Set<Integer> pairs = new HashSet<>();
    for (int row = 0; row < 48; row++) {
      int a = whole.token(row, 0);
      int b = whole.token(row, 1);
      pairs.add(a * 11 + b);
      assertThat(whole.token(row, 2)).isEqualTo(11);
      assertThat(whole.token(row, 3)).isEqualTo(a * b % 11);
    }

    assertThat(pairs).hasSize(48);
    assertThat(sampler.batch(7, 48).sameAs(whole)).isTrue();
    assertThat(sampler.batch(7, 100).rows(0, 48).sameAs(whole)).isTrue();
    assertThat(pairs(sampler.batch(7, 20))).hasSize(20).isSubsetOf(pairs);
    assertThat(pairs(sampler.batch(8, 20))).isNotEqualTo(pairs(sampler.batch(7, 20)));
  }

  @Test
  void batchesArePinned() {
    var sampler = family(13, Operation.PLUS).trainingSampler(distribution(0.5, 0.3), 5);
    CRC32 crc = new CRC32();
    crc.update(((TokenSequences) sampler.batch(3, 100)).bytes());

    assertThat(crc.getValue()).isEqualTo(PINNED);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everyPairIsTrainedOrMirroredOrFresh(long seed) {
    ModularAddition family = family(11, Operation.PLUS);
    EvaluationSampler sampler = family.evaluationSampler(List.of(distribution(0.4, 0)), seed);
    Map<String, Set<Integer>> bySet = new TreeMap<>();
    sampler.sets().forEach(set -> bySet.put(set.label(), pairs(sampler.sequences(set, 500))));

    assertThat(sampler.sets()).containsExactly(TRAIN, FRESH, MIRRORED);
    assertThat(bySet.values().stream().mapToInt(Set::size).sum()).isEqualTo(121);
    assertThat(bySet.get("train")).hasSize(48);
    assertThat(bySet.get("mirrored")).allMatch(pair -> bySet.get("train").contains(mirror(pair)));
    assertThat(bySet.get("fresh")).noneMatch(pair -> bySet.get("train").contains(mirror(pair)));
  }

  @Test
  void moreSequencesBeginWithFewer() {
    EvaluationSampler sampler =
        family(11, Operation.PLUS).evaluationSampler(List.of(distribution(0.4, 0)), 1);

    assertThat(sampler.sequences(FRESH, 90).rows(0, 20).sameAs(sampler.sequences(FRESH, 20)))
        .isTrue();
    assertThatThrownBy(() -> sampler.sequences(CORRUPTED, 1))
        .hasMessageStartingWith("set must be one of [train, fresh, mirrored]");
  }

  /** What was trained on formerly is no surprise, and what is trained on is not held out. */
  @Test
  void aPairThatWasEverTrainedIsNotHeldOut() {
    ModularAddition family = family(11, Operation.PLUS);
    EvaluationSampler before = family.evaluationSampler(List.of(distribution(0.6, 0)), 3);
    EvaluationSampler after =
        family.evaluationSampler(List.of(distribution(0.6, 0), distribution(0.3, 0)), 3);

    assertThat(pairs(after.sequences(TRAIN, 500)))
        .hasSize(36)
        .isSubsetOf(pairs(before.sequences(TRAIN, 500)));
    assertThat(pairs(after.sequences(FRESH, 500))).isEqualTo(pairs(before.sequences(FRESH, 500)));
    assertThat(pairs(after.sequences(MIRRORED, 500)))
        .isEqualTo(pairs(before.sequences(MIRRORED, 500)));
  }

  /** Doshi et al. 2023: a corrupted pair keeps its wrong label. */
  @Test
  void labelNoiseIsAWrongLabelForGood() {
    ModularAddition family = family(31, Operation.PLUS);
    Distribution noisy = distribution(0.5, 0.4);
    EvaluationSampler sampler = family.evaluationSampler(List.of(noisy), 2);
    TokenSequences train = (TokenSequences) family.trainingSampler(noisy, 2).batch(0, 480);
    Map<Integer, Integer> labels = new TreeMap<>();
    for (int row = 0; row < 480; row++) {
      labels.put(pair(train, row, 31), train.token(row, 3));
    }
    TokenSequences wrong = (TokenSequences) sampler.sequences(CORRUPTED, 400);
    TokenSequences right = (TokenSequences) sampler.sequences(INVERTED, 400);
    Set<Integer> corrupted = new HashSet<>();
    for (int row = 0; row < 400; row++) {
      int pair = pair(wrong, row, 31);
      corrupted.add(pair);
      assertThat(wrong.token(row, 3)).isEqualTo(labels.get(pair));
      assertThat(pair(right, row, 31)).isEqualTo(pair);
      assertThat(right.token(row, 3))
          .isEqualTo((pair / 31 + pair % 31) % 31)
          .isNotEqualTo(wrong.token(row, 3));
    }

    assertThat(corrupted.size() / 480.0).isCloseTo(0.4 * 30 / 31, within(0.07));
    assertThat(IntStream.range(0, 480).filter(row -> !corrupted.contains(pair(train, row, 31))))
        .allMatch(row -> labels.get(pair(train, row, 31))
            == (pair(train, row, 31) / 31 + pair(train, row, 31) % 31) % 31);
  }

  @Test
  void referencesKnowWhatTheyKnow() {
    Distribution half = distribution(0.5, 0);
    ModularAddition family = family(11, Operation.PLUS);
    ReferencePredictors references = family.references(List.of(half), 4).orElseThrow();
    EvaluationSampler sampler = family.evaluationSampler(List.of(half), 4);

    assertThat(right(references, sampler, TRAIN)).containsExactly(1, 1, 1, 1.0 / 11);
    assertThat(right(references, sampler, MIRRORED)).containsExactly(1, 1, 1.0 / 11, 1.0 / 11);
    assertThat(right(references, sampler, FRESH)).containsExactly(1, 1.0 / 11, 1.0 / 11, 1.0 / 11);
  }

  /** What computes expects the noise, the table has its labels, the mirror those of its table. */
  @Test
  void underLabelNoiseWhatComputesExpectsIt() {
    Distribution noisy = distribution(0.5, 0.3);
    ModularAddition family = family(31, Operation.PLUS);
    ReferencePredictors references = family.references(List.of(noisy), 4).orElseThrow();
    EvaluationSampler sampler = family.evaluationSampler(List.of(noisy), 4);

    double drawn = 0.3 / 31;
    assertThat(right(references, sampler, CORRUPTED))
        .containsExactly(new double[] {drawn, 1, 1, 1.0 / 31}, within(1e-12));
    assertThat(right(references, sampler, INVERTED))
        .containsExactly(new double[] {0.7 + drawn, 0, 0, 1.0 / 31}, within(1e-12));
  }

  @Test
  void aFractionThatLeavesNoPairIsRefused() {
    assertThat(family(3, Operation.PLUS).violations(distribution(0.1, 0)))
        .singleElement()
        .satisfies(each -> assertThat(each.sentence())
            .startsWith("distribution.pair_fraction must leave a pair of 9 to train on, was 0.1"));
  }

  /** Probabilities that the references give to what is asked, the same in every sequence. */
  private static double[] right(
      ReferencePredictors references, EvaluationSampler sampler, EvaluationSet set) {
    TokenSequences asked = (TokenSequences) sampler.sequences(set, 30);
    int outputs = asked.layout().vocabulary();
    List<double[]> all = new ArrayList<>();
    for (int row = 0; row < asked.count(); row++) {
      double[] predictions = new double[references.references().size() * outputs];
      references.predict(asked, row, predictions);
      double[] right = new double[references.references().size()];
      for (int at = 0; at < right.length; at++) {
        right[at] = predictions[at * outputs + asked.token(row, 3)];
      }
      all.add(right);
    }
    assertThat(all).allSatisfy(each -> assertThat(each).isEqualTo(all.get(0)));
    return all.get(0);
  }

  private static Set<Integer> pairs(Sequences sequences) {
    TokenSequences tokens = (TokenSequences) sequences;
    Set<Integer> pairs = new HashSet<>();
    for (int row = 0; row < tokens.count(); row++) {
      pairs.add(pair(tokens, row, 11));
    }
    return pairs;
  }

  private static int pair(TokenSequences sequences, int row, int modulus) {
    return sequences.token(row, 0) * modulus + sequences.token(row, 1);
  }

  private static int mirror(int pair) {
    return pair % 11 * 11 + pair / 11;
  }

  private static ModularAddition family(int modulus, Operation operation) {
    return new ModularAddition(
        Values.none().with(Modulus.KEY, modulus).with(ModularAddition.OPERATION, operation));
  }

  private static Distribution distribution(double fraction, double noise) {
    return new Distribution(Values.none()
        .with(ModularAddition.PAIR_FRACTION, fraction)
        .with(Distribution.LABEL_NOISE, noise));
  }
}
