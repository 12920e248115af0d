package doublegrok.local.command.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.control.Counterfactual;
import doublegrok.control.LiveManifests;
import doublegrok.local.check.RefusedException;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.StoredFile;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExplainPlanTest {
  private static final String ALERT = "alerts=[{on: ood-loss, action: pause}]";
  private static final List<List<String>> NONE = List.of();

  @Test
  void theUsualChangesAreSingleOnesThatTheSpecAllows() {
    ExplainPlan plan = ExplainPlan.of(at(100), smoke(), 120, NONE, bounds());

    assertThat(plan.forks())
        .extracting(Counterfactual::name)
        .containsExactly(
            "a-explain-100-twin", "a-explain-100-1", "a-explain-100-2", "a-explain-100-3");
    assertThat(plan.forks())
        .extracting(Counterfactual::changes)
        .containsExactly(
            List.of(),
            List.of("optimizer.weight_decay=0.075", "optimizer.muon_weight_decay=0.0075"),
            List.of("distribution.tasks=10"), // twice and half as many more are too many
            List.of("optimizer.learning_rate=0.004", "optimizer.muon_learning_rate=0.04"));
    assertThat(plan.twin().spec()).isEqualTo(smoke());
  }

  @Test
  void whatTheSpecHasNoUseForIsNotTried() {
    RunSpec spec =
        smoke("optimizer.name=adamw", "optimizer.weight_decay=0", "distribution.tasks=11");

    ExplainPlan plan = ExplainPlan.of(at(100), spec, 120, NONE, bounds());

    assertThat(plan.forks())
        .extracting(Counterfactual::changes)
        .containsExactly(List.of(), List.of("optimizer.learning_rate=0.004"));
  }

  /** An alert may stop or pause a run, which changes nothing that is compared. */
  @Test
  void noForkHasAlerts() {
    ExplainPlan plan = ExplainPlan.of(at(100), smoke(ALERT), 120, NONE, bounds());

    assertThat(plan.forks()).allSatisfy(fork -> {
      assertThat(fork.spec().alerts()).isEmpty();
      assertThat(fork.overrides()).contains("alerts=[]");
    });
  }

  @Test
  void theWindowReachesBeyondTheEventAndNotBeyondTheRun() {
    assertThat(until(60, 90)).isEqualTo(140); // four checkpoints
    assertThat(until(60, 125)).isEqualTo(200); // twice as far, up to a checkpoint
    assertThat(until(240, 250)).isEqualTo(300);
  }

  @Test
  void whatIsOutOfBoundsIsRefusedWithASentence() {
    refused(
        "4 runs would be made, the twin and 3 changed ones; at most 3 may be: give fewer"
            + " --with, or more with --at-most",
        at(100),
        NONE,
        bounds(3, 1_000_000_000, OptionalLong.empty()));
    refused(
        "--for must be at most 200, the steps from the checkpoint at step 100 to the run's end"
            + " at 300, was 201",
        at(100),
        NONE,
        bounds(4, 1_000_000_000, OptionalLong.of(201)));
    refused(
        "take at most 5 MB of disk; at most 1 MB may be; give a shorter --for, fewer --with, or"
            + " more with --disk",
        at(100),
        NONE,
        bounds(4, 1_000_000, OptionalLong.empty()));
    refused(
        "run 'a' ends with its checkpoint at step 300: name an --at before",
        at(300),
        NONE,
        bounds());
    refused(
        "distribution.tasks=8 changes nothing: run 'a' has that at step 100; give"
            + " another value",
        at(100),
        List.of(List.of("distribution.tasks=8")),
        bounds());
    refused(
        "unknown key optimizer.weight_deca; did you mean optimizer.weight_decay?",
        at(100),
        List.of(List.of("optimizer.weight_deca=0")),
        bounds());
    refused(
        "a fork cannot change model.width", at(100), List.of(List.of("model.width=64")), bounds());
  }

  @Test
  void anEventIsAStepOrATransitionOfTheRun() {
    List<RunEvent> events = List.of(transition("ID-generalisation", 60));

    assertThat(Occasion.of("75", "a", events).latest()).isEqualTo(75);
    assertThat(Occasion.of("id-generalisation", "a", events).latest()).isEqualTo(59);
    assertThatThrownBy(() -> Occasion.of("ood-loss", "a", events))
        .isInstanceOf(RefusedException.class)
        .hasMessage("run 'a' has no transition 'ood-loss'; it has ID-generalisation at step 60");
    assertThatThrownBy(() -> Occasion.of("-3", "a", List.of()))
        .isInstanceOf(RefusedException.class)
        .hasMessage("run 'a' has no transition '-3'; it has none: name a step with --at");
  }

  @Test
  void forksBeginWithTheNewestSoundCheckpointBeforeTheEvent() {
    LiveManifests live = new LiveManifests(
        LongStream.of(20, 40, 60).mapToObj(ExplainPlanTest::at).toList());
    Occasion occasion = Occasion.of("id-loss", "a", List.of(transition("ID-loss", 60)));

    assertThat(occasion.checkpoint("a", live, each -> true).getStep()).isEqualTo(40);
    assertThat(occasion.checkpoint("a", live, each -> each.getStep() != 40).getStep())
        .isEqualTo(20);
    assertThatThrownBy(() -> Occasion.of("10", "a", List.of()).checkpoint("a", live, e -> true))
        .isInstanceOf(RefusedException.class)
        .hasMessage("run 'a' keeps no checkpoint before step 10; the nearest is at step 20");
  }

  private static void refused(
      String sentence,
      CheckpointManifest from,
      List<List<String>> changes,
      ExplainPlan.Bounds bounds) {
    assertThatThrownBy(() -> ExplainPlan.of(from, smoke(), from.getStep() + 20, changes, bounds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  private static long until(long from, long event) {
    return ExplainPlan.of(at(from), smoke(), event, NONE, bounds()).until();
  }

  private static ExplainPlan.Bounds bounds() {
    return bounds(4, 1_000_000_000, OptionalLong.empty());
  }

  private static ExplainPlan.Bounds bounds(int runs, long bytes, OptionalLong window) {
    return new ExplainPlan.Bounds(window, "", runs, bytes);
  }

  private static RunSpec smoke(String... changes) {
    return RunSpecs.builtIn()
        .parse(Presets.text("smoke"), "preset smoke", List.of("checkpoint.every=20", "swaps=[]"))
        .changed("smoke", List.of(changes));
  }

  private static CheckpointManifest at(long step) {
    StoredFile file = new StoredFile("0".repeat(64), 100_000L);
    return CheckpointManifest.newBuilder()
        .setRun("a")
        .setStep(step)
        .setNextBatch(step)
        .setDistributionVersion(0)
        .setWeights(file)
        .setOptimizer(file)
        .setSpec("")
        .setSettings(Map.of())
        .setLibraries(Map.of())
        .setCreatedAtMillis(Instant.EPOCH)
        .build();
  }

  private static RunEvent transition(String name, long step) {
    Map<String, String> details = Map.of("transition", name);
    return new RunEvent("a", EventKind.TRANSITION, step, null, 0, "came", details, Instant.EPOCH);
  }
}
