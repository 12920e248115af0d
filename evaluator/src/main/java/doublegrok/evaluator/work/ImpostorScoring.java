package doublegrok.evaluator.work;

import doublegrok.record.ImpostorScore;
import doublegrok.task.ImpostorProbe;
import java.util.ArrayList;
import java.util.List;

/** Which task answers impostor probes. */
final class ImpostorScoring {
  private ImpostorScoring() {}

  static doublegrok.record.ImpostorScores of(
      List<ImpostorProbe> probes, ModelAnswers.Source model) {
    List<ImpostorScore> scores = new ArrayList<>();
    for (ImpostorProbe probe : probes) {
      scores.add(score(probe, model));
    }
    return new doublegrok.record.ImpostorScores(scores);
  }

  private static ImpostorScore score(ImpostorProbe probe, ModelAnswers.Source model) {
    var gathered = new doublegrok.explain.ImpostorScores(1);
    int length = probe.sequences().layout().length();
    int[] first = {0};
    model.answers(probe.sequences(), (tokens, logits, count) -> {
      double[] probabilities = new double[logits.length / count];
      for (int row = 0; row < count; row++) {
        Softmax.into(probabilities, logits, row * probabilities.length);
        int impostor = probe.impostorAnswers()[first[0] + row];
        gathered.add(0, probabilities, 0, impostor, tokens[(row + 1) * length - 1] & 0xFF);
      }
      first[0] += count;
    });
    var found = gathered.scores().get(0);
    return new ImpostorScore(probe.shot(), found.impostor(), found.truth(), found.standardError());
  }
}
