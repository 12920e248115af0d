package doublegrok.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import doublegrok.spec.ModelSpec;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Copies of sequences on a model's device, in the shapes that its program takes, once they are
 * found to fit the model.
 *
 * @param model that is shown them
 */
record ModelInput(ModelSpec model) {
  /**
   * Tensors of sequences, as a program is given them.
   *
   * @param values uint8 [S, T] or [S, T, 2], or float32 [S, T, I]
   * @param targets of reals, float32 [S, A, O]; tokens hold their own and are given again
   * @param answers int64 [A]
   * @param weights float32 [A], or [1] if all are alike
   */
  record Tensors(NDArray values, NDArray targets, NDArray answers, NDArray weights) {}

  /** Everything up to the last position that counts. */
  Tensors tensors(Sequences sequences, NDManager scope) {
    SequenceLayout layout = sequences.layout();
    requireContext(layout);
    NDArray values = values(sequences, layout.lastAnswer() + 1, scope);
    NDArray targets = sequences instanceof RealSequences reals
        ? upload(reals.targets(), targetShape(reals), scope)
        : values;
    long[] answers =
        layout.answerPositions().stream().mapToLong(Integer::longValue).toArray();
    return new Tensors(values, targets, scope.create(answers), weights(layout, scope));
  }

  /** Trees of sequences as a program is given them: uint8 [S, K] or [S, K, 2]. */
  NDArray trees(TokenSequences sequences, Branches branches, NDManager scope) {
    requireContext(sequences.layout());
    requireForm(sequences.layout());
    byte[] trees = branches.trees(sequences);
    return upload(trees, sequences.count() / branches.ends(), branches.tokens(), scope);
  }

  private void requireContext(SequenceLayout layout) {
    int needed = ModelSpec.positions(layout);
    if (needed > model.context()) {
      throw new IllegalArgumentException(
          "an answer at position %d needs a context of %d %s, the model has %d"
              .formatted(layout.lastAnswer(), needed, unit(layout), model.context()));
    }
  }

  private void requireForm(SequenceLayout layout) {
    if (!model.fits(layout.form())) {
      throw new IllegalArgumentException(
          "the model is of %s, the sequences are of %s".formatted(model.form(), layout.form()));
    }
  }

  /**
   * The first positions of every sequence, [sequences, positions, ...].
   *
   * @param positions at least 1
   */
  NDArray seen(Sequences sequences, int positions, NDManager scope) {
    SequenceLayout layout = sequences.layout();
    int most = Math.min(model.context(), layout.length());
    if (positions < 1 || positions > most) {
      throw new IllegalArgumentException("a sequence must have 1..%d %s (%s), had %d"
          .formatted(
              most,
              unit(layout),
              most == model.context() ? "the model's context" : "its length",
              positions));
    }
    return values(sequences, positions, scope);
  }

  private NDArray values(Sequences sequences, int positions, NDManager scope) {
    SequenceLayout layout = sequences.layout();
    requireForm(layout);
    int rows = sequences.count();
    if (sequences instanceof RealSequences reals) {
      int width = model.readIn();
      float[] cut = cut(reals.inputs(), rows, layout.length() * width, positions * width);
      return upload(cut, new Shape(rows, positions, width), scope);
    }
    int size = layout.tokens().tokenBytes();
    byte[] bytes = ((TokenSequences) sequences).bytes();
    byte[] cut = cut(bytes, rows, layout.length() * size, positions * size);
    return upload(cut, rows, positions, scope);
  }

  private static Shape targetShape(RealSequences reals) {
    SequenceLayout layout = reals.layout();
    int answers = layout.answerPositions().size();
    return new Shape(reals.count(), answers, layout.form().outputs());
  }

  private static NDArray weights(SequenceLayout layout, NDManager scope) {
    if (layout.weights().isEmpty()) {
      return scope.create(new float[] {1});
    }
    float[] weights = new float[layout.weights().size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = layout.weights().get(i);
    }
    return scope.create(weights);
  }

  private static NDArray upload(byte[] tokens, int rows, int positions, NDManager scope) {
    int size = tokens.length / rows / positions;
    Shape shape = size == 1 ? new Shape(rows, positions) : new Shape(rows, positions, size);
    return scope.create(ByteBuffer.wrap(tokens), shape, DataType.UINT8);
  }

  private static NDArray upload(float[] values, Shape shape, NDManager scope) {
    return scope.create(FloatBuffer.wrap(values), shape, DataType.FLOAT32);
  }

  private static byte[] cut(byte[] values, int rows, int length, int kept) {
    if (kept == length) {
      return values;
    }
    byte[] cut = new byte[rows * kept];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * length, cut, row * kept, kept);
    }
    return cut;
  }

  private static float[] cut(float[] values, int rows, int length, int kept) {
    if (kept == length) {
      return values;
    }
    float[] cut = new float[rows * kept];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * length, cut, row * kept, kept);
    }
    return cut;
  }

  private static String unit(SequenceLayout layout) {
    return layout.form() instanceof SequenceForm.Tokens ? "tokens" : "positions";
  }
}
