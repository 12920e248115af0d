package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.spec.DistributionHistory;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.VersionedDistribution;
import doublegrok.task.EvaluationSet;
import doublegrok.task.modular.ModularSets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CommonContextsTest {
  private static final RunSpec PARENT =
      spec("swaps=[{at_batch: 50, set: {distribution.tasks: 3}}]");

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.ModularSets#all")
  void aForkThatChangesNothingHasThemAll(EvaluationSet set) {
    CommonContexts contexts = new CommonContexts(PARENT, PARENT);

    assertThat(contexts.refusal()).isEmpty();
    assertThat(contexts.same(set, 0, 0)).isTrue();
    assertThat(contexts.same(set, 1, 1)).isTrue();
  }

  @Test
  void otherTrainingIsNoOtherQuestion() {
    RunSpec child = RunSpecs.builtIn()
        .parse(RunSpecs.canonical(PARENT), "child", List.of("optimizer.learning_rate=0.5"));

    assertThat(new CommonContexts(PARENT, child).same(ModularSets.OOD, 1, 1)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "seed=7, other seeds",
    "evaluation.sequences=64, other numbers of sequences",
    "task.modulus=13, other families"
  })
  void refusesRunsThatAreAskedOtherwise(String change, String reason) {
    CommonContexts contexts = new CommonContexts(spec("swaps=[]"), spec("swaps=[]", change));

    assertThat(contexts.refusal().orElseThrow()).contains(reason);
  }

  /** Fewer trained tasks, all of them trained before: whoever was never trained on stays so. */
  @Test
  void whatNeitherWasEverTrainedOnStaysCommonAfterASwap() {
    CommonContexts contexts = new CommonContexts(PARENT, spec("swaps=[]"));
    boolean nested = tasksOf(1, ModularSets.OOD).equals(tasksOf(0, ModularSets.OOD));

    assertThat(contexts.same(ModularSets.OOD, 1, 0)).isEqualTo(nested);
    assertThat(contexts.same(ModularSets.ID_TRAIN, 1, 0)).isFalse();
    assertThat(contexts.same(ModularSets.FORMERLY_ID_TRAIN, 1, 0)).isFalse();
    assertThat(contexts.same(ModularSets.ID_TRAIN, 0, 0)).isTrue();
  }

  @Test
  void aVersionThatASpecDoesNotHaveIsNotCommon() {
    assertThat(new CommonContexts(PARENT, spec("swaps=[]")).same(ModularSets.OOD, 1, 1))
        .isFalse();
  }

  /** Latents of the set's sequences, as the sampler draws them. */
  private static List<Integer> tasksOf(int version, EvaluationSet set) {
    var history = DistributionHistory.planned(PARENT).versions().subList(0, version + 1).stream()
        .map(VersionedDistribution::distribution)
        .toList();
    int[] latents = PARENT
        .family()
        .evaluationSampler(history, PARENT.seed())
        .sequences(set, PARENT.evaluation().sequences())
        .latents();
    return Arrays.stream(latents).boxed().toList();
  }

  private static RunSpec spec(String... overrides) {
    return RunSpecs.builtIn().parse(Presets.text("smoke"), "smoke", List.of(overrides));
  }
}
