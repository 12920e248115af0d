package doublegrok.model;

import doublegrok.task.ModelActivations;
import java.util.Arrays;

/**
 * Values that a model computes on its way from what it is shown to its outputs.
 *
 * @param sequences how many
 * @param length positions of each
 * @param heads of a block
 * @param headWidth of a head's output; the residual stream is heads x headWidth wide
 * @param attention probabilities, row-major [layers, sequences, heads, length, length]: the row of
 *     a position says where it looks, and is 0 for later positions
 * @param headOutputs mixed values before the output projection, row-major [layers, sequences,
 *     length, heads, headWidth]
 * @param blockOutputs the residual stream after each block, row-major [layers, sequences, length,
 *     heads x headWidth]; the last is what the final LayerNorm reads
 */
@SuppressWarnings("ArrayRecordComponent") // a list would box every value
public record Activations(
    int sequences,
    int length,
    int heads,
    int headWidth,
    float[] attention,
    float[] headOutputs,
    float[] blockOutputs)
    implements ModelActivations {

  @Override
  public int layers() {
    return attention.length / (sequences * heads * length * length);
  }

  @Override
  public float[] attentionOf(int layer, int sequence, int head) {
    int begin = ((layer * sequences + sequence) * heads + head) * length * length;
    return Arrays.copyOfRange(attention, begin, begin + length * length);
  }

  @Override
  public float[] headOutputsAt(int layer, int head, int position) {
    return columns(headOutputs, layer, position, head * headWidth, headWidth);
  }

  @Override
  public float[] blockOutputsAt(int layer, int position) {
    return columns(blockOutputs, layer, position, 0, heads * headWidth);
  }

  private float[] columns(float[] stream, int layer, int position, int first, int count) {
    float[] chosen = new float[sequences * count];
    for (int sequence = 0; sequence < sequences; sequence++) {
      int row = (layer * sequences + sequence) * length + position;
      System.arraycopy(stream, row * heads * headWidth + first, chosen, sequence * count, count);
    }
    return chosen;
  }
}
