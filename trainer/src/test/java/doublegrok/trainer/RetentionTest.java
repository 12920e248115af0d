package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.record.CheckpointManifest;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.StoredFile;
import doublegrok.spec.CheckpointSpec;
import doublegrok.spec.CheckpointSpec.At;
import doublegrok.task.modular.ModularSets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RetentionTest {
  private static final int TOTAL = 100;

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @Test
  void byDefaultEverythingStays() {
    Retention all = new Retention(new CheckpointSpec(At.EVERY, 10, 1, 1, 0), ModularSets.all());

    assertThat(all.keepsAll()).isTrue();
    assertThat(mayGo(all, steps(0, 10, 13, 20, 30), Set.of())).isEmpty();
  }

  @Test
  void everyNthStaysByItsStepHoweverManyLieBetween() {
    Retention third = new Retention(new CheckpointSpec(At.EVERY, 10, 3, 1, 0), ModularSets.all());

    assertThat(mayGo(third, steps(0, 10, 13, 20, 30, 40, 45, 50, 60, 70), Set.of()))
        .containsExactlyInAnyOrder(10L, 13L, 20L, 40L, 45L, 50L);
  }

  @Test
  void everyNthByTheLogarithmStays() {
    Retention third = new Retention(new CheckpointSpec(At.LOG, 1, 3, 1, 0), ModularSets.all());

    assertThat(mayGo(third, steps(0, 5, 9, 10, 11, 12, 14, 15, 16), Set.of()))
        .as("9 is the ninth, 12 the twelfth, 14 was planned by nobody; the last two stay")
        .containsExactlyInAnyOrder(5L, 10L, 11L, 14L);
  }

  @Test
  void theLastStayByWhenTheyWerePublished() {
    Retention three = new Retention(new CheckpointSpec(At.EVERY, 10, 0, 3, 0), ModularSets.all());

    assertThat(mayGo(three, steps(0, 10, 20, 30, 40), Set.of())).containsExactlyInAnyOrder(0L, 10L);
    assertThat(mayGo(three, steps(0, 30, 40, 50, 10, 20), Set.of()))
        .containsExactlyInAnyOrder(0L, 30L);
  }

  @Test
  void theNewestTwoStayWhateverTheSpecSays() {
    assertThat(mayGo(last(1), steps(0, 10, 20), Set.of())).containsExactly(0L);
    assertThat(mayGo(last(1), steps(10, 20), Set.of())).isEmpty();
    assertThat(mayGo(last(1), steps(10), Set.of())).isEmpty();
    assertThat(mayGo(last(1), List.of(), Set.of())).isEmpty();
  }

  @Test
  void damagedOnesAreNoneOfTheNewestAndStay() {
    List<CheckpointManifest> live = steps(0, 10, 20, 30, 40);

    assertThat(last(1).mayGo(live, Set.of(30L, 40L), evaluations(live), Set.of()))
        .containsExactly(0L);
  }

  @Test
  void whatIsPinnedStays() {
    assertThat(mayGo(last(1), steps(0, 10, 20, 30), Set.of(10L))).containsExactly(0L);
  }

  @Test
  void whatIsNotEvaluatedStays() {
    List<CheckpointManifest> live = steps(0, 10, 20, 30);
    List<SetEvaluation> some = evaluations(steps(10, 20, 30));

    assertThat(last(1).mayGo(live, Set.of(), some, Set.of())).containsExactly(10L);
    assertThat(last(1).mayGo(live, Set.of(), List.of(), Set.of())).isEmpty();
  }

  /** An alert that they raise may not be on the log yet. */
  @Test
  void theNewestTwoThatAreEvaluatedStayThoughThereAreNewerOnes() {
    List<CheckpointManifest> live = steps(0, 10, 20, 30, 40, 50);
    List<SetEvaluation> some = evaluations(steps(20, 0, 10)); // by their steps

    assertThat(last(1).mayGo(live, Set.of(), some, Set.of())).containsExactly(0L);
    assertThat(last(1).mayGo(live, Set.of(20L), some, Set.of())).isEmpty();
    assertThat(last(1).mayGo(live, Set.of(), evaluations(steps(0, 10)), Set.of()))
        .isEmpty();
    assertThat(last(1).mayGo(live, Set.of(), evaluations(live), Set.of()))
        .containsExactlyInAnyOrder(0L, 10L, 20L, 30L);
  }

  @Test
  void anEvaluationOfATwinsWeightsIsNone() {
    List<CheckpointManifest> live = steps(0, 10, 20);
    SetEvaluation other = evaluation(0, "ood", "other", List.of(count(0, 9, 1)));

    assertThat(mayGo(last(1), live, List.of(other))).isEmpty();
  }

  @Test
  void theBestOnNeverTrainedTasksStay() {
    List<CheckpointManifest> live = steps(0, 10, 20, 30, 40, 50);
    List<SetEvaluation> evaluations = new ArrayList<>();
    evaluations.add(evaluation(0, "ood", 20));
    evaluations.add(evaluation(10, "ood", 90));
    evaluations.add(evaluation(20, "ood", 60));
    evaluations.add(evaluation(30, "of no family", 100));

    assertThat(mayGo(best(0), live, evaluations)).containsExactlyInAnyOrder(0L, 10L, 20L, 30L);
    assertThat(mayGo(best(1), live, evaluations)).containsExactlyInAnyOrder(0L, 20L, 30L);
    assertThat(mayGo(best(2), live, evaluations)).containsExactlyInAnyOrder(0L, 30L);
    assertThat(mayGo(best(9), live, evaluations)).containsExactly(30L);
  }

  @Test
  void thePeakOfEachOtherSetStaysTooIfAnyOfTheBestDoes() {
    List<CheckpointManifest> live = steps(0, 10, 20, 30, 40, 50, 60);
    List<SetEvaluation> evaluations = List.of(
        evaluation(0, "id-test", 60),
        evaluation(10, "id-test", 100),
        evaluation(20, "id-test", 90),
        evaluation(20, "id-train", 99),
        evaluation(30, "ood", 80),
        evaluation(40, "ood", 70));

    assertThat(mayGo(best(0), live, evaluations)).containsExactlyInAnyOrder(0L, 10L, 20L, 30L, 40L);
    assertThat(mayGo(best(1), live, evaluations)).containsExactlyInAnyOrder(0L, 40L);
    assertThat(mayGo(best(2), live, evaluations)).containsExactly(0L);
  }

  @Test
  void heldOutInputsOfNeverTrainedTasksCountToo() {
    List<CheckpointManifest> live = steps(0, 10, 20, 30);
    List<SetEvaluation> evaluations =
        List.of(evaluation(0, "ood-test", 80), evaluation(10, "ood-test", 70));

    assertThat(mayGo(best(1), live, evaluations)).containsExactly(10L);
  }

  @Test
  void ofEquallyGoodOnesTheSurerStaysThenTheNewer() {
    List<CheckpointManifest> live = steps(0, 10, 20, 30, 40);
    SetEvaluation sure = evaluation(0, "ood", 80, 5.0);
    SetEvaluation unsure = evaluation(10, "ood", 80, 6.0);
    SetEvaluation newer = evaluation(20, "ood", 80, 5.0);

    assertThat(mayGo(best(1), live, List.of(sure, unsure))).containsExactly(10L);
    assertThat(mayGo(best(1), live, List.of(newer, sure))).containsExactly(0L);
  }

  @Test
  void onlyTheLastShotCountsAndOnlyIfSomethingWasAsked() {
    List<CheckpointManifest> live = steps(0, 10, 20, 30, 40);
    SetEvaluation fading =
        evaluation(0, "ood", "weights 0", List.of(count(0, 100, 1), count(1, 10, 1)));
    SetEvaluation empty = evaluation(
        10, "ood", "weights 10", List.of(new ShotCount(0, 0L, 0L, 0.0, Map.of(), null, null)));
    SetEvaluation none = evaluation(20, "ood", "weights 20", List.of());

    assertThat(mayGo(best(1), live, List.of(fading, empty, none)))
        .containsExactlyInAnyOrder(10L, 20L);
  }

  /** Every rule by itself, written down a second time; and that nothing that it keeps goes. */
  @ParameterizedTest
  @MethodSource("seeds")
  void aCheckpointGoesExactlyIfNoRuleKeepsIt(int seed) {
    Random random = new Random(seed);
    long every = 1L + random.nextInt(5);
    CheckpointSpec spec = new CheckpointSpec(
        At.EVERY, every, random.nextInt(4), 1 + random.nextInt(4), random.nextInt(3));
    List<Long> shown = new ArrayList<>();
    LongStream.range(0, 30).filter(each -> random.nextInt(3) > 0).forEach(shown::add);
    List<CheckpointManifest> live = shown.stream().map(RetentionTest::manifest).toList();
    Set<Long> pinned = some(random, shown);
    Set<Long> damaged = some(random, shown);
    List<SetEvaluation> evaluations = shown.stream()
        .filter(each -> random.nextInt(4) > 0)
        .map(each -> evaluation(each, "ood", each * 7 % 31)) // no two alike
        .toList();

    Set<Long> goes =
        new Retention(spec, ModularSets.all()).mayGo(live, damaged, evaluations, pinned);

    List<Long> sound = shown.stream().filter(each -> !damaged.contains(each)).toList();
    for (long step : shown) {
      boolean evaluated = evaluations.stream().anyMatch(each -> each.getStep() == step);
      long newer = sound.stream().filter(each -> each > step).count();
      long newerEvaluated = evaluations.stream()
          .filter(each -> sound.contains(each.getStep()) && each.getStep() > step)
          .count();
      long better = evaluations.stream()
          .filter(each -> sound.contains(each.getStep()))
          .filter(each -> each.getStep() * 7 % 31 > step * 7 % 31)
          .count();
      boolean kept = !evaluated
          || damaged.contains(step)
          || pinned.contains(step)
          || newer < Math.max(2, spec.keepLast())
          || newerEvaluated < 2
          || spec.keepEvery() == 1
          || (spec.keepEvery() > 0 && step % (every * spec.keepEvery()) == 0)
          || better < spec.keepBest();
      assertThat(goes.contains(step)).as("step %d under %s", step, spec).isEqualTo(!kept);
    }
  }

  static CheckpointManifest manifest(long step) {
    return CheckpointManifest.newBuilder()
        .setRun(Given.RUN)
        .setStep(step)
        .setNextBatch(step)
        .setDistributionVersion(0)
        .setWeights(new StoredFile("weights " + step, 1L))
        .setOptimizer(new StoredFile("moments " + step, 1L))
        .setSpec("")
        .setSettings(Map.of())
        .setLibraries(Map.of())
        .setCreatedAtMillis(Instant.EPOCH)
        .build();
  }

  private static Set<Long> some(Random random, List<Long> steps) {
    Set<Long> some = new HashSet<>(steps);
    some.removeIf(each -> random.nextInt(5) > 0);
    return some;
  }

  private static Set<Long> mayGo(
      Retention retention, List<CheckpointManifest> live, Set<Long> pinned) {
    return retention.mayGo(live, Set.of(), evaluations(live), pinned);
  }

  /** The newest two are evaluated as well: so no other stays for being evaluated last. */
  private static Set<Long> mayGo(
      Retention retention, List<CheckpointManifest> live, List<SetEvaluation> evaluations) {
    List<SetEvaluation> all = new ArrayList<>(evaluations);
    all.addAll(evaluations(live.subList(live.size() - 2, live.size())));
    return retention.mayGo(live, Set.of(), all, Set.of());
  }

  private static Retention last(int number) {
    return new Retention(new CheckpointSpec(At.EVERY, 10, 0, number, 0), ModularSets.all());
  }

  private static Retention best(int number) {
    return new Retention(new CheckpointSpec(At.EVERY, 10, 0, 1, number), ModularSets.all());
  }

  private static List<CheckpointManifest> steps(long... steps) {
    return LongStream.of(steps).mapToObj(RetentionTest::manifest).toList();
  }

  /** On a set that no rule looks at. */
  private static List<SetEvaluation> evaluations(List<CheckpointManifest> manifests) {
    return manifests.stream()
        .map(each -> evaluation(each.getStep(), "id-train", 50))
        .toList();
  }

  private static SetEvaluation evaluation(long step, String set, long correct) {
    return evaluation(step, set, correct, 1);
  }

  private static SetEvaluation evaluation(long step, String set, long correct, double loss) {
    return evaluation(
        step, set, "weights " + step, List.of(count(0, 0, 1), count(1, correct, loss)));
  }

  private static SetEvaluation evaluation(
      long step, String set, String weights, List<ShotCount> shots) {
    return new SetEvaluation(Given.RUN, step, set, 0, weights, TOTAL, shots, 0.1, Instant.EPOCH);
  }

  private static ShotCount count(int shot, long correct, double loss) {
    return new ShotCount(shot, correct, (long) TOTAL, loss, Map.of(), null, null);
  }
}
