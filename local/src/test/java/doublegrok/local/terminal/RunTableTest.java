package doublegrok.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.RunFields;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Score;
import doublegrok.viewer.view.Explanation;
import doublegrok.viewer.view.RunDetails;
import doublegrok.viewer.view.RunDetails.Ancestor;
import doublegrok.viewer.view.RunState;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.StepMeasures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class RunTableTest {
  private static final RunDetails UNBEGUN = new RunDetails(
      summary(), Optional.empty(), Optional.empty(), List.of(new Ancestor("a", 100)));

  /** As of a fork that no trainer has begun; without queries there is no accuracy either. */
  @Test
  void whereThereIsNoNumberNoneIsShown() {
    String text = RunTable.of(UNBEGUN);

    assertThat(text).contains("loss          -\n").doesNotContain("NaN");
    assertThat(RunTable.of(List.of(UNBEGUN))).doesNotContain("NaN");
  }

  @Test
  void whereThereIsNoNumberJsonHasNull() {
    String text = Json.text(RunFields.of(UNBEGUN));

    assertThat(text).contains("\"loss\" : null").doesNotContain("NaN");
  }

  private static RunSummary summary() {
    return new RunSummary(
        "b",
        "modular-shift",
        FamilyLabels.unknown(),
        RunState.RUNNING,
        "nothing learned yet",
        100,
        200,
        0,
        StepMeasures.unknown(),
        Map.of("ood", Score.none()),
        Explanation.unknown(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        0,
        0,
        Optional.of(new Ancestor("a", 100)));
  }
}
