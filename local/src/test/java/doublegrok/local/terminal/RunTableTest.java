package doublegrok.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.explain.fade.Fade;
import doublegrok.explain.fade.FadeCurve;
import doublegrok.explain.fade.Moment;
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
import java.util.LinkedHashMap;
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

  @Test
  void aSetThatHasFallenHasALineAndOneThatWaversHasNone() {
    Map<String, Fade> fades = new LinkedHashMap<>();
    fades.put("id-test", fade(500, 498));
    fades.put("ood", fade(480, 160));
    Explanation known =
        new Explanation(Optional.empty(), Map.of(), Optional.empty(), Map.of(), fades, Map.of());
    RunDetails run = new RunDetails(summary(known), Optional.empty(), Optional.empty(), List.of());

    assertThat(RunTable.of(run).lines())
        .endsWith(
            "  ood                lost 0.625 [0.570, 0.673] since its peak of 0.938 at step 100,"
                + " half of it within 50 steps; to table (+0.50)");
    assertThat(Json.text(RunFields.of(run)))
        .contains("\"peak_step\" : 100", "\"half_life\" : 50", "\"taker\" : \"table\"");
  }

  private static Fade fade(int peak, int now) {
    FadeCurve curve = new FadeCurve();
    curve.add(new Moment(100, 0, Score.ofAnswers(peak, 512, 1), Map.of("table", 0.1)));
    curve.add(new Moment(150, 0, Score.ofAnswers(now, 512, 1), Map.of("table", 0.6)));
    return curve.fade().orElseThrow();
  }

  private static RunSummary summary() {
    return summary(Explanation.unknown());
  }

  private static RunSummary summary(Explanation explanation) {
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
        explanation,
        OptionalLong.empty(),
        OptionalLong.empty(),
        0,
        0,
        Optional.of(new Ancestor("a", 100)));
  }
}
