package doublegrok.task;

/** Values that a model computes on its way from its inputs to its outputs, of several sequences. */
public interface ModelActivations {
  /** Number of blocks; each has as many heads. */
  int layers();

  /** Heads of a block. */
  int heads();

  /**
   * One head's probabilities in one sequence, row-major [length, length]: the row of a position
   * says where it looks.
   */
  float[] attentionOf(int layer, int sequence, int head);

  /** One head's output at one position of every sequence, row-major [sequences, head's width]. */
  float[] headOutputsAt(int layer, int head, int position);

  /** A block's output at one position of every sequence, row-major [sequences, width]. */
  float[] blockOutputsAt(int layer, int position);
}
