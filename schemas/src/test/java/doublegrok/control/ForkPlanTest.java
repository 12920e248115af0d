package doublegrok.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.spec.DistributionHistory;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.ScheduledSwap;
import doublegrok.spec.text.InvalidSpecException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ForkPlanTest {
  private static final RunSpec PARENT = RunSpecs.builtIn()
      .parse(
          Presets.text("smoke"),
          "smoke",
          List.of(
              "training.steps=100",
              "swaps=[{at_batch: 30, set: {distribution.tasks: 6}}, "
                  + "{at_batch: 70, set: {distribution.tasks: 3}}]"));

  @Test
  void nothingChangedIsTheParent() {
    assertThat(ForkPlan.child(PARENT, 40, List.of())).isEqualTo(PARENT);
  }

  @Test
  void changesOfTheDataBeginWithTheFork() {
    RunSpec child =
        ForkPlan.child(PARENT, 40, List.of("distribution.tasks=2", "distribution.label_noise=0.1"));

    assertThat(child.swaps()).extracting(ScheduledSwap::atBatch).containsExactly(30L, 40L, 70L);
    assertThat(child.swapAt(40).orElseThrow().changes())
        .isEqualTo(Map.of("distribution.tasks", "2", "distribution.label_noise", "0.1"));
    DistributionHistory history = DistributionHistory.planned(child);
    assertThat(history.at(39)).isEqualTo(DistributionHistory.planned(PARENT).at(39));
    assertThat(history.at(40).distribution().tasks()).isEqualTo(2);
    assertThat(history.at(70).distribution().labelNoise()).isEqualTo(0.1);
  }

  @Test
  void whatTheParentPlannedForTheSameBatchIsKeptWhereTheForkIsSilent() {
    RunSpec child = ForkPlan.child(PARENT, 70, List.of("distribution.label_noise=0.1"));

    assertThat(child.swapAt(70).orElseThrow().changes())
        .isEqualTo(Map.of("distribution.tasks", "3", "distribution.label_noise", "0.1"));
  }

  @Test
  void otherKeysHoldFromThereOnAndThePastOfTheDataStays() {
    RunSpec child = ForkPlan.child(
        PARENT, 40, List.of("optimizer.learning_rate=1e-4", "training.steps=500", "swaps=[]"));

    assertThat(child.optimizer().learningRate()).isEqualTo(1e-4);
    assertThat(child.training().steps()).isEqualTo(500);
    assertThat(child.swaps()).extracting(ScheduledSwap::atBatch).containsExactly(30L);
  }

  @Test
  void aForkBeforeTheFirstBatchHasAnotherDistributionFromTheStart() {
    RunSpec child = ForkPlan.child(PARENT, 0, List.of("distribution.tasks=2"));

    assertThat(child.distribution().tasks()).isEqualTo(2);
    assertThat(child.swaps()).isEqualTo(PARENT.swaps());
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed=9", "model.width=16", "optimizer.name=adamw"})
  void whatTheCheckpointIsMadeOfCannotChange(String change) {
    assertThatThrownBy(() -> ForkPlan.child(PARENT, 40, List.of(change)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a fork cannot change " + change.split("=", -1)[0])
        .hasMessageContaining("start a new run instead");
  }

  @Test
  void aForkAtTheEndNeedsMoreSteps() {
    assertThatThrownBy(() -> ForkPlan.child(PARENT, 100, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("training.steps must be beyond the fork's step 100, was 100");
    assertThat(ForkPlan.child(PARENT, 100, List.of("training.steps=101"))
            .training()
            .steps())
        .isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"distribution.taks=2", "distribution.tasks=0", "optimizr.name=adamw", "x"})
  void everyFaultIsOneOfTheSpecs(String change) {
    assertThatThrownBy(() -> ForkPlan.child(PARENT, 40, List.of(change)))
        .isInstanceOf(InvalidSpecException.class);
  }
}
