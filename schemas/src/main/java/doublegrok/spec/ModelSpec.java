package doublegrok.spec;

import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;

/**
 * A pre-LN decoder-only transformer with rotary position embedding (He et al. 2024).
 *
 * @param layers number of blocks
 * @param width of the residual stream
 * @param heads attention heads; width / heads is even
 * @param mlpFactor hidden width of the MLP over {@code width}
 * @param context positions that the model can see at most
 * @param form what it reads and puts out: tokens, of at least the family's vocabulary, by an
 *     embedding and a head; or reals, by a linear read-in and a linear read-out
 * @param objective loss that it is trained by
 * @param tied whether the output head is the embedding; never of reals
 * @param activation of the MLP
 * @param initStd standard deviation of the initial weights; the MLP's residual projections have
 *     initStd / sqrt(2 layers)
 */
public record ModelSpec(
    int layers,
    int width,
    int heads,
    int mlpFactor,
    int context,
    SequenceForm form,
    Objective objective,
    boolean tied,
    Activation activation,
    double initStd) {
  public ModelSpec {
    if (tied && form instanceof SequenceForm.Reals) {
      throw new IllegalArgumentException(
          "a model of reals has no embedding that its head could be, so it cannot be tied");
    }
  }

  /** Non-linearity of the MLP. */
  public enum Activation {
    RELU,
    /** The exact one, with the error function. */
    GELU
  }

  /** Whether the model can be shown sequences of this form. */
  public boolean fits(SequenceForm other) {
    boolean tokens = form instanceof SequenceForm.Tokens && other instanceof SequenceForm.Tokens;
    return tokens ? other.outputs() <= form.outputs() : other.equals(form);
  }

  /** Positions that the model is shown of a sequence: up to what the last output needs. */
  public static int positions(SequenceLayout layout) {
    boolean predicting = layout.form() instanceof SequenceForm.Tokens;
    return predicting ? layout.lastAnswer() : layout.lastAnswer() + 1;
  }

  /** Columns of the matrix that reads in: one a token of the vocabulary, or one an input. */
  public int readIn() {
    return form instanceof SequenceForm.Reals reals ? reals.inputs() : form.outputs();
  }
}
