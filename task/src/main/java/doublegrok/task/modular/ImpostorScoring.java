package doublegrok.task.modular;

import doublegrok.task.AskedModel;
import doublegrok.task.FamilyProbe;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Shares;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Scores of which task answers impostor probes, at each number of shots. */
final class ImpostorScoring implements FamilyProbe {
  private static final String NAME = "impostors";

  private final List<ImpostorProbe> probes;

  ImpostorScoring(List<ImpostorProbe> probes) {
    this.probes = List.copyOf(probes);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Finding> find(AskedModel model) {
    List<ImpostorScore> scores = scores(model);
    Curve curve = new Curve(
        About.of(
            "Impostor score",
            "P(impostor) \u2212 P(true), 95 %: above 0 the switchboard answers, at 0 the exact"
                + " solver."),
        Axis.of("shots"),
        new Axis("probability", Shares.RATIO),
        probes.stream().map(each -> (double) each.shot()).toList(),
        List.of(
            new Curve.Line(
                "impostor less truth",
                values(scores, score -> score.impostor() - score.truth()),
                values(scores, ImpostorScore::standardError)),
            new Curve.Line("impostor", values(scores, ImpostorScore::impostor), List.of()),
            new Curve.Line("truth", values(scores, ImpostorScore::truth), List.of())));
    return Map.of(NAME, curve);
  }

  /** One score for each number of shots. */
  List<ImpostorScore> scores(AskedModel model) {
    List<ImpostorScore> scores = new ArrayList<>();
    for (ImpostorProbe probe : probes) {
      ImpostorScores gathered = new ImpostorScores(1);
      int length = probe.sequences().layout().length();
      model.predict(
          probe.sequences(),
          (row, answer, probabilities) -> gathered.add(
              0,
              probabilities,
              0,
              probe.impostorAnswers()[row],
              probe.sequences().token(row, length - 1)));
      scores.addAll(gathered.scores());
    }
    return scores;
  }

  private static List<Double> values(
      List<ImpostorScore> scores, ToDoubleFunction<ImpostorScore> value) {
    return scores.stream().map(value::applyAsDouble).toList();
  }
}
