package doublegrok.evaluator.probe;

import doublegrok.task.ModelActivations;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Principal components of each block's output at the answers, where these are tokens. */
final class BlocksProbe implements Probe {
  private static final int POINTS = 512;

  @Override
  public String name() {
    return "components-blocks";
  }

  @Override
  public Cost cost() {
    return Cost.CHEAP;
  }

  @Override
  public Map<String, Finding> find(Examination checkpoint) {
    if (!(checkpoint.trained() instanceof TokenSequences sequences)) {
      return Map.of();
    }
    SequenceLayout layout = sequences.layout();
    List<Integer> answers = layout.answerPositions();
    int count = Math.min(sequences.count(), Math.max(1, POINTS / answers.size()));
    ModelActivations seen = checkpoint.model().activations(sequences, count, layout.length());
    List<Integer> tokens = new ArrayList<>();
    for (int answer : answers) {
      for (int row = 0; row < count; row++) {
        tokens.add(sequences.token(row, answer));
      }
    }
    int width = checkpoint.spec().model().width();
    Map<String, Finding> found = new LinkedHashMap<>();
    for (int layer = 0; layer < seen.layers(); layer++) {
      float[] points = new float[tokens.size() * width];
      for (int answer = 0; answer < answers.size(); answer++) {
        float[] outputs = seen.blockOutputsAt(layer, answers.get(answer));
        System.arraycopy(outputs, 0, points, answer * count * width, count * width);
      }
      found.put(
          "components-block-" + (layer + 1),
          TokenComponents.of(
              "block " + (layer + 1), points, width, tokens, checkpoint.spec().family()));
    }
    return found;
  }
}
