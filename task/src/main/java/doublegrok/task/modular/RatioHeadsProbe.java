package doublegrok.task.modular;

import doublegrok.task.AskedModel;
import doublegrok.task.FamilyProbe;
import doublegrok.task.ModelActivations;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Layer;
import doublegrok.task.finding.Matrices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Scores of how far each head tells inputs apart by their ratio, at the second coordinate of the
 * first example.
 */
final class RatioHeadsProbe implements FamilyProbe {
  private static final String NAME = "ratio-heads";
  private static final int INPUTS_AT_ONCE = 1024;

  private final int modulus;

  /** A probe of inputs of two coordinates. */
  RatioHeadsProbe(int modulus) {
    this.modulus = modulus;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Finding> find(AskedModel model) {
    int inputs = modulus * modulus;
    float[][] byHead = new float[0][];
    int layers = 0;
    int heads = 0;
    for (int first = 0; first < inputs; first += INPUTS_AT_ONCE) {
      int count = Math.min(INPUTS_AT_ONCE, inputs - first);
      ModelActivations seen = model.activations(inputs(first, count), count, 2);
      layers = seen.layers();
      heads = seen.heads();
      byHead = first == 0 ? new float[layers * heads][] : byHead;
      for (int head = 0; head < byHead.length; head++) {
        float[] block = seen.headOutputsAt(head / heads, head % heads, 1);
        int features = block.length / count;
        byHead[head] = first == 0 ? new float[inputs * features] : byHead[head];
        System.arraycopy(block, 0, byHead[head], first * features, block.length);
      }
    }
    List<Double> scores = new ArrayList<>();
    for (float[] head : byHead) {
      scores.add(HeadRatioScore.of(head, modulus));
    }
    Matrices table = new Matrices(
        About.of("Ratio heads", "1: the head's output depends on the ratio of its input alone."),
        Axis.of("layer"),
        Axis.of("head"),
        Axis.of("mean cosine of outputs of equal ratio less that of others"),
        numbers(layers),
        numbers(heads),
        1,
        List.of(new Layer("", new Cells.Numbers(layers, heads, scores))));
    return Map.of(NAME, table);
  }

  /** Both coordinates of these inputs, of which the second stands for the answer. */
  private TokenSequences inputs(int first, int count) {
    byte[] tokens = new byte[2 * count];
    for (int input = 0; input < count; input++) {
      tokens[2 * input] = (byte) ((first + input) / modulus);
      tokens[2 * input + 1] = (byte) ((first + input) % modulus);
    }
    SequenceLayout layout = new SequenceLayout(modulus, 2, List.of(1), 0);
    return new TokenSequences(layout, count, tokens, new int[count]);
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }
}
