package doublegrok.evaluator.probe;

import doublegrok.task.ModelActivations;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Layer;
import doublegrok.task.finding.Matrices;
import doublegrok.task.finding.Shares;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Every head's attention over the first examples of the first sequence that is trained on. */
final class AttentionProbe implements Probe {
  private static final String NAME = "attention";
  private static final int EXAMPLES = 16;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Cost cost() {
    return Cost.CHEAP;
  }

  @Override
  public Map<String, Finding> find(Examination checkpoint) {
    Sequences sequences = checkpoint.trained();
    List<Integer> answers = sequences.layout().answerPositions();
    int last = answers.get(Math.min(EXAMPLES, answers.size()) - 1);
    int length = sequences instanceof TokenSequences ? last : last + 1;
    ModelActivations seen = checkpoint.model().activations(sequences, 1, length);
    List<Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < seen.layers(); layer++) {
      for (int head = 0; head < seen.heads(); head++) {
        layers.add(new Layer(
            "layer %d head %d".formatted(layer + 1, head + 1),
            shades(seen.attentionOf(layer, 0, head), length)));
      }
    }
    List<String> positions = IntStream.range(0, length)
        .mapToObj(at -> sequences instanceof TokenSequences tokens
            ? "%d (token %d)".formatted(at + 1, tokens.token(0, at))
            : Integer.toString(at + 1))
        .toList();
    Matrices found = new Matrices(
        About.of(
            "Attention of each head",
            "Down: the position that attends; across: the one attended to, 1 to %d."
                .formatted(length)),
        Axis.of("attending position"),
        Axis.of("attended position"),
        new Axis("weight", Shares.RATIO),
        positions,
        positions,
        seen.heads(),
        layers);
    return Map.of(NAME, found);
  }

  /** Probabilities are told from 0 to 1, weights of any sign between bounds alike on both sides. */
  private static Cells shades(float[] weights, int length) {
    double most = 0;
    double least = 0;
    for (float weight : weights) {
      most = Math.max(most, weight);
      least = Math.min(least, weight);
    }
    boolean probabilities = least == 0 && most <= 1;
    double bound = Math.max(most, -least);
    byte[] shades = new byte[weights.length];
    for (int at = 0; at < weights.length; at++) {
      shades[at] =
          Cells.Shades.shade(probabilities ? weights[at] : (weights[at] + bound) / (2 * bound));
    }
    return probabilities
        ? Cells.Shades.ofRatios(length, length, shades)
        : new Cells.Shades(length, length, -bound, bound, shades);
  }
}
