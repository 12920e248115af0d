package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.record.ControlCommand;
import doublegrok.record.ForkRun;
import doublegrok.spec.RunSpecs;
import doublegrok.task.Score;
import doublegrok.viewer.view.AccuracyDifference;
import doublegrok.viewer.view.RunDetails;
import doublegrok.viewer.view.RunDifference;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DifferenceReaderTest extends WithView {
  @BeforeEach
  void begin() {
    view.start("parent");
    view.checkpoint("parent", 10);
    view.evaluation("parent", 10, "id-train", 60);
    view.evaluation("parent", 20, "id-train", 70);
    view.evaluation("parent", 20, "ood", 5);
  }

  @Test
  void aForkHasAParentAndADifferenceAtTheStepsOfBoth() {
    fork("child", List.of());
    view.evaluation("child", 20, "id-train", 90);
    view.evaluation("child", 30, "id-train", 95);

    RunDifference difference = view.reader().difference("child", "parent").orElseThrow();

    assertThat(view.reader().summary("child").orElseThrow().parent())
        .contains(new RunDetails.Ancestor("parent", 10));
    assertThat(difference.sets()).containsOnlyKeys("id-train");
    assertThat(difference.sets().get("id-train"))
        .containsExactly(
            AccuracyDifference.of(20, Score.ofAnswers(90, 100, 0), Score.ofAnswers(70, 100, 0)));
    assertThat(difference.omitted()).isEmpty();
  }

  @Test
  void otherQuestionsAreNotCompared() {
    fork("child", List.of("distribution.tasks=3"));
    view.evaluation("child", 20, "id-train", 90);

    RunDifference difference = view.reader().difference("child", "parent").orElseThrow();

    assertThat(difference.sets()).isEmpty();
    assertThat(difference.omitted())
        .containsExactly("From step 20 on the two runs train on other data, and are asked other"
            + " questions of id-train: not compared.");
  }

  @Test
  void anotherSeedIsAReason() {
    fork("child", List.of("seed=5"));

    assertThat(view.reader().difference("child", "parent").orElseThrow().omitted())
        .singleElement()
        .asString()
        .contains("other seeds (5 and 0)");
  }

  @Test
  void withoutACheckpointNothingIsKnownOfTheQuestions() {
    view.start("new");

    assertThat(view.reader().difference("new", "parent").orElseThrow().omitted())
        .containsExactly("Run 'new' has no checkpoint yet.");
    assertThat(view.reader().difference("nobody", "parent")).isEmpty();
  }

  /** Its distribution is another from batch 0 on, as the version of the evaluations is 0. */
  private void fork(String run, List<String> overrides) {
    String spec = RunSpecs.canonical(
        RunSpecs.builtIn().parse(RunSpecs.canonical(ViewDriver.SPEC), "fork", overrides));
    view.command(new ControlCommand(
        run, 0, "fork of " + run, ViewDriver.STARTED, new ForkRun("parent", 10L, spec)));
    view.checkpoint(run, 10, false, spec);
  }
}
