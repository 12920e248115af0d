package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.record.CheckpointManifest;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.StoredFile;
import doublegrok.spec.RunSpec;
import doublegrok.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointEvaluatorTest {
  @TempDir
  private Path directory;

  private TinyCheckpoints checkpoints;
  private CheckpointEvaluator evaluator;

  @BeforeEach
  void open() {
    checkpoints = new TinyCheckpoints(directory);
    evaluator = checkpoints.evaluator();
  }

  @AfterEach
  void close() {
    evaluator.close();
  }

  /**
   * The head is untied, as a tied untrained model repeats its last token, which solves the shift by
   * 0. Then a guess depends on the inputs through random weights alone, and of the p shifts exactly
   * one is right for any input: over all shifts each guess is right with probability 1/p. ID and
   * OOD hold every shift between them, so their counts together are near Binomial(n, 1/p), and
   * 5 standard deviations hold for any seed. A logit is normal with deviation s = initStd *
   * sqrt(width) (a row of the head times a vector of LayerNorm), so the mean loss is
   * ln(p) + s^2/2; its own deviation, about s / sqrt(p), is far below the 0.05 allowed.
   */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void anUntrainedModelGuesses(long seed) {
    int p = 97;
    RunSpec spec = TinyCheckpoints.spec(
        "swaps=[]",
        "task.modulus=" + p,
        "distribution.tasks=49",
        "model.tied=false",
        "evaluation.sequences=1024");
    List<SetEvaluation> sets = evaluate(checkpoints.untrained(spec, seed));

    double s2 = Math.pow(spec.model().initStd(), 2) * spec.model().width();
    assertThat(sets).allSatisfy(set -> {
      double n = set.getShots().stream().mapToLong(ShotCount::getTotal).sum();
      double loss =
          set.getShots().stream().mapToDouble(ShotCount::getSummedLoss).sum();
      assertThat(loss / n).isCloseTo(Math.log(p) + s2 / 2, within(0.05));
    });
    List<ShotCount> all = sets.stream()
        .filter(set -> List.of("id-train", "ood").contains(set.getSet()))
        .flatMap(set -> set.getShots().stream())
        .toList();
    double n = all.stream().mapToLong(ShotCount::getTotal).sum();
    double correct = all.stream().mapToLong(ShotCount::getCorrect).sum();
    assertThat(n).isEqualTo(2 * 1024 * 4);
    assertThat(correct).isCloseTo(n / p, within(5 * Math.sqrt(n / p * (1 - 1.0 / p))));
  }

  @Test
  void theEvaluationNamesItsCheckpointAndCountsEverySequence() {
    StoredFile weights = checkpoints.weights(TinyCheckpoints.SPEC, 0);

    List<SetEvaluation> sets =
        evaluate(TinyCheckpoints.manifest("a", 100, 0, TinyCheckpoints.SPEC, weights));

    assertThat(sets)
        .extracting(SetEvaluation::getSet)
        .containsExactly("id-train", "id-test", "ood");
    assertThat(sets).allSatisfy(set -> {
      assertThat(set.getRun()).isEqualTo("a");
      assertThat(set.getStep()).isEqualTo(100);
      assertThat(set.getWeightsSha256()).isEqualTo(weights.getSha256());
      assertThat(set.getSequences()).isEqualTo(128);
      assertThat(set.getEvaluationSeconds()).isPositive();
      assertThat(set.getShots()).extracting(ShotCount::getTotal).containsOnly(128L);
    });
    assertThat(sets.get(0).getShots()).extracting(ShotCount::getShot).containsExactly(0, 1, 2, 3);
    assertThat(sets.get(1).getShots()).extracting(ShotCount::getShot).containsExactly(3);
  }

  @Test
  void aLastBlockThatIsNotFullIsCountedToo() {
    RunSpec spec = TinyCheckpoints.spec("evaluation.sequences=257");

    assertThat(evaluate(checkpoints.untrained(spec, 0)))
        .flatExtracting(SetEvaluation::getShots)
        .extracting(ShotCount::getTotal)
        .containsOnly(257L);
  }

  @Test
  void anotherFamilyHasItsOwnSets() {
    RunSpec spec = TinyCheckpoints.spec(
        "swaps=[]",
        "task.family=modular-linear",
        "task.modulus=7",
        "distribution.tasks=16",
        "distribution.input_fraction=0.6");

    assertThat(evaluate(checkpoints.untrained(spec, 0)))
        .extracting(SetEvaluation::getSet)
        .containsExactly("id-train", "id-test", "ood-train", "ood-test");
  }

  @Test
  void anEvaluationDependsOnItsCheckpointAlone() {
    CheckpointManifest one = checkpoints.untrained(TinyCheckpoints.SPEC, 1);
    CheckpointManifest two = checkpoints.untrained(TinyCheckpoints.SPEC, 2);
    List<SetEvaluation> first = untimed(evaluate(one));
    List<SetEvaluation> second = untimed(evaluate(two));

    assertThat(first).isNotEqualTo(second);
    assertThat(untimed(evaluate(one))).isEqualTo(first);
    try (CheckpointEvaluator fresh = checkpoints.evaluator()) {
      assertThat(untimed(fresh.evaluate(two).sets())).isEqualTo(second);
      assertThat(untimed(fresh.evaluate(one).sets())).isEqualTo(first);
    }
  }

  @Test
  void theSequencesAreTheSameAtEveryCheckpointOfARun() {
    StoredFile weights = checkpoints.weights(TinyCheckpoints.SPEC, 0);
    List<List<ShotCount>> early =
        shots(evaluate(TinyCheckpoints.manifest("a", 100, 0, TinyCheckpoints.SPEC, weights)));
    evaluate(checkpoints.untrained(TinyCheckpoints.SPEC, 5));
    List<List<ShotCount>> late =
        shots(evaluate(TinyCheckpoints.manifest("a", 200, 0, TinyCheckpoints.SPEC, weights)));

    assertThat(late).isEqualTo(early);
  }

  @Test
  void afterASwapTheSetsAreThoseOfTheNewDistribution() {
    StoredFile weights = checkpoints.weights(TinyCheckpoints.SPEC, 0);
    List<SetEvaluation> before =
        evaluate(TinyCheckpoints.manifest("a", 200, 0, TinyCheckpoints.SPEC, weights));
    List<SetEvaluation> after =
        evaluate(TinyCheckpoints.manifest("a", 300, 1, TinyCheckpoints.SPEC, weights));

    assertThat(after)
        .extracting(SetEvaluation::getSet)
        .containsExactly("id-train", "id-test", "ood", "formerly-id-train", "formerly-id-test");
    assertThat(after).extracting(SetEvaluation::getDistributionVersion).containsOnly(1);
    assertThat(shots(after).get(0)).isNotEqualTo(shots(before).get(0)); // four tasks of the eight
    assertThat(shots(after).get(2)).isEqualTo(shots(before).get(2)); // never trained as before
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  void aVersionThatTheSpecDoesNotPlanIsRefused(int version) {
    StoredFile weights = checkpoints.weights(TinyCheckpoints.SPEC, 0);

    assertThatThrownBy(() ->
            evaluate(TinyCheckpoints.manifest("a", 1, version, TinyCheckpoints.SPEC, weights)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0..1")
        .hasMessageContaining("was " + version);
  }

  @Test
  void missingAndDamagedWeightsAreNamed() throws Exception {
    CheckpointManifest damaged = checkpoints.untrained(TinyCheckpoints.SPEC, 1);
    Path file = checkpoints.path(damaged.getWeights());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> evaluate(damaged))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString());
    Files.delete(file);
    assertThatThrownBy(() -> evaluate(damaged))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void aFileThatIsNoSafetensorsIsNamed() {
    StoredFile text = checkpoints.file(path -> Files.writeString(path, "no tensors at all"));

    assertThatThrownBy(
            () -> evaluate(TinyCheckpoints.manifest("a", 1, 0, TinyCheckpoints.SPEC, text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text.getSha256());
  }

  @Test
  void aRunThatCannotBeEvaluatedLeavesTheOthersAsTheyWere() {
    CheckpointManifest good = checkpoints.untrained(TinyCheckpoints.SPEC, 1);
    CheckpointManifest misfit = TinyCheckpoints.manifest(
        "b", 1, 0, TinyCheckpoints.spec("model.layers=1"), good.getWeights());
    List<SetEvaluation> before = untimed(evaluate(good));

    assertThatThrownBy(() -> evaluate(misfit)).isInstanceOf(IllegalArgumentException.class);

    assertThat(untimed(evaluate(good))).isEqualTo(before);
  }

  @Test
  void runsOfDifferentModelsTakeTurns() {
    RunSpec small = TinyCheckpoints.spec("model.layers=1");
    List<SetEvaluation> first = untimed(evaluate(checkpoints.untrained(TinyCheckpoints.SPEC, 1)));
    List<SetEvaluation> second = untimed(evaluate(checkpoints.untrained(small, 1)));

    assertThat(untimed(evaluate(checkpoints.untrained(TinyCheckpoints.SPEC, 1))))
        .isEqualTo(first);
    assertThat(untimed(evaluate(checkpoints.untrained(small, 1)))).isEqualTo(second);
  }

  @Test
  void aCancelledEvaluationEnds() {
    CheckpointManifest manifest = checkpoints.untrained(TinyCheckpoints.SPEC, 1);

    evaluator.cancel();

    assertThatThrownBy(() -> evaluate(manifest)).isInstanceOf(CancellationException.class);
  }

  private List<SetEvaluation> evaluate(CheckpointManifest manifest) {
    return evaluator.evaluate(manifest).sets();
  }

  /** What was counted; attributions depend on the trained tasks too. */
  private static List<List<ShotCount>> shots(List<SetEvaluation> sets) {
    return sets.stream()
        .map(set -> set.getShots().stream()
            .map(shot -> ShotCount.newBuilder(shot)
                .setAttribution(Map.of())
                .setUnexplained(null)
                .build())
            .toList())
        .toList();
  }

  /** The same but for the time that they took. */
  static List<SetEvaluation> untimed(List<SetEvaluation> sets) {
    return sets.stream()
        .map(set -> new SetEvaluation(
            set.getRun(),
            set.getStep(),
            set.getSet(),
            set.getDistributionVersion(),
            set.getWeightsSha256(),
            set.getSequences(),
            set.getShots(),
            0.0,
            set.getEvaluatedAtMillis()))
        .toList();
  }
}
