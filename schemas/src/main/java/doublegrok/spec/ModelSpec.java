package doublegrok.spec;

import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;

/** A model that is trained: its kind, its size, and what it reads and puts out. */
public sealed interface ModelSpec permits TransformerSpec, LinearAttentionSpec {
  /** Name of the kind in run specs. */
  String kind();

  /** Number of blocks. */
  int layers();

  /** Width of the residual stream. */
  int width();

  /** Attention heads of a block. */
  int heads();

  /** Positions that the model can see at most. */
  int context();

  /** What it reads and puts out: tokens, of at least the family's vocabulary, or reals. */
  SequenceForm form();

  /** Loss that it is trained by. */
  Objective objective();

  /** Standard deviation of the initial weights. */
  double initStd();

  /** Whether the model can be shown sequences of this form. */
  default boolean fits(SequenceForm other) {
    boolean tokens = form() instanceof SequenceForm.Tokens && other instanceof SequenceForm.Tokens;
    return tokens ? other.outputs() <= form().outputs() : other.equals(form());
  }

  /** Positions that the model is shown of a sequence: up to what the last output needs. */
  static int positions(SequenceLayout layout) {
    boolean predicting = layout.form() instanceof SequenceForm.Tokens;
    return predicting ? layout.lastAnswer() : layout.lastAnswer() + 1;
  }

  /** Columns of the matrix that reads in: one a token of the vocabulary, or one an input. */
  default int readIn() {
    return form() instanceof SequenceForm.Reals reals ? reals.inputs() : form().outputs();
  }
}
