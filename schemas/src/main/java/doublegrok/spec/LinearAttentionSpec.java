package doublegrok.spec;

import doublegrok.task.Family;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The linear attention of Ahn et al. (2023, arXiv 2306.00297) on rows (x, y), of which the query's
 * y is hidden: block l adds (1/n) Z Q_l Z' M Z P_l' to the rows Z, M leaves the query out as a key,
 * Q_l has a free block for x alone, and P_l one beside the 1 that passes y on. The answer is minus
 * the query's y after the last block.
 *
 * @param layers number of blocks, each with one head
 * @param context positions that the model can see at most
 * @param form rows of reals, y the last of each, and one output
 * @param objective the squared error
 * @param sparse whether the block of P_l is 0: then each block is a step of preconditioned gradient
 *     descent on the examples' squared error
 * @param clip norm to which the gradient of each matrix is cut before an update
 * @param initStd standard deviation of the initial weights
 */
public record LinearAttentionSpec(
    int layers,
    int context,
    SequenceForm form,
    Objective objective,
    boolean sparse,
    double clip,
    double initStd)
    implements ModelSpec {
  static final ModelKind<LinearAttentionSpec> KIND = new ModelKind<>(
      "linear-attention",
      LinearAttentionSpec.class,
      LinearAttentionSpec::of,
      LinearAttentionSpec::check);

  private static LinearAttentionSpec of(
      Rows<LinearAttentionSpec> in, OptionalInt length, Optional<Family> family) {
    return new LinearAttentionSpec(
        ModelKeys.layers(in),
        ModelKeys.context(in, length),
        family.map(Family::form).orElse(new SequenceForm.Reals(2, 1)),
        family.map(Family::objective).orElse(Objective.SQUARED_ERROR),
        in.row(
            Key.flag("sparse")
                .or(true)
                .about("Whether the inputs stay what they are from block to block (P = 0), so that"
                    + " each block is a step of preconditioned gradient descent."),
            LinearAttentionSpec::sparse),
        in.row(
            Key.decimal("clip", Interval.POSITIVE)
                .or(1.0)
                .about("Norm to which the gradient of each matrix is cut before an update."),
            LinearAttentionSpec::clip),
        ModelKeys.initStd(in));
  }

  private void check(Optional<Family> family, KeyReader in) {
    boolean rows = form instanceof SequenceForm.Reals reals
        && reals.inputs() > 1
        && reals.outputs() == 1
        && objective == Objective.SQUARED_ERROR;
    if (in.sound("model.kind", "task") && !rows) {
      in.broken(
          "model.kind",
          " linear-attention answers rows (x, y) of reals with one real by the squared error, the"
              + " family's sequences are of " + form + ", by " + objective
              + "; choose transformer or another family");
    } else if (in.sound("model.kind", "task")
        && !family.map(Family::wholeExamples).orElse(true)) {
      in.broken(
          "model.kind",
          " linear-attention reads a whole example (x, y) in each position, the family's sequences"
              + " show x and y in turn; have it show whole rows or choose transformer");
    }
  }

  @Override
  public String kind() {
    return KIND.name();
  }

  /** A row is the residual stream. */
  @Override
  public int width() {
    return readIn();
  }

  @Override
  public int heads() {
    return 1;
  }
}
