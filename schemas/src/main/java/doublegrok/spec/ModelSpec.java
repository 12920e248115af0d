package doublegrok.spec;

import doublegrok.task.Family;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
  static final int LONGEST_CONTEXT = 4096;
  private static final int SHORTEST_CONTEXT = 2;
  private static final long MOST_PARAMETERS = 1L << 31;

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

  /**
   * The model. Vocabulary and tied stand in one of tokens alone.
   *
   * @param length of a sequence, the context unless it is given; empty if unknown
   * @param family whose sequences it reads; empty if unknown
   */
  static ModelSpec of(Rows<ModelSpec> in, OptionalInt length, Optional<Family> family) {
    SequenceForm form = family.map(Family::form).orElse(new SequenceForm.Tokens(1));
    boolean tokens = form instanceof SequenceForm.Tokens;
    int context = Math.min(LONGEST_CONTEXT, length.orElse(SHORTEST_CONTEXT));
    return new ModelSpec(
        in.row(Key.integer("layers", 1, 64).about("Number of blocks."), ModelSpec::layers),
        in.row(
            Key.integer("width", 8, 8192).about("Width of the residual stream."), ModelSpec::width),
        in.row(
            Key.integer("heads", 1, 4096)
                .about("Attention heads; they divide the width into even parts."),
            ModelSpec::heads),
        in.row(
            Key.integer("mlp_factor", 1, 16)
                .or(4)
                .about("Hidden width of the MLP over the width of the residual stream."),
            ModelSpec::mlpFactor),
        in.row(
            Key.integer("context", SHORTEST_CONTEXT, LONGEST_CONTEXT)
                .orFrom(context, "the length of a sequence")
                .about("Positions that the model can see at most; more than a sequence leaves room"
                    + " for swaps to longer ones."),
            ModelSpec::context),
        tokens ? tokens(in, form.outputs()) : form,
        family.map(Family::objective).orElse(Objective.CROSS_ENTROPY),
        tokens
            && in.row(
                Key.flag("tied")
                    .or(true)
                    .about("Whether the output head is the embedding; of token families alone."),
                ModelSpec::tied),
        in.row(
            Key.choice("activation", Activation.class)
                .or(Activation.RELU)
                .about("Non-linearity of the MLP."),
            ModelSpec::activation),
        in.row(
            Key.decimal("init_std", Interval.ABOVE_ZERO_TO_ONE)
                .or(0.02)
                .about("Standard deviation of the initial weights."),
            ModelSpec::initStd));
  }

  private static SequenceForm tokens(Rows<ModelSpec> in, int least) {
    Key<Integer> vocabulary = Key.integer(
            "vocabulary", least, SequenceForm.Tokens.LARGEST_VOCABULARY)
        .orFrom(least, "the family's own tokens")
        .about("Tokens that the model knows, at least the family's; of token families alone.");
    return new SequenceForm.Tokens(in.row(vocabulary, model -> model.form().outputs()));
  }

  /** The rules between its keys. */
  void check(KeyReader in) {
    if (in.sound("model.width", "model.heads") && !divided(heads)) {
      String fitting = IntStream.rangeClosed(1, 64)
          .filter(this::divided)
          .mapToObj(String::valueOf)
          .collect(Collectors.joining(", "));
      in.broken(
          "model.heads",
          " must divide model.width into even parts, because rotary embedding turns pairs, was "
              + heads + " at width " + width + "; "
              + (fitting.isEmpty() ? "choose an even width" : "heads may be " + fitting));
    }
    if (in.sound("model") && parameters() > MOST_PARAMETERS) {
      in.broken(
          "model.width",
          " and model.layers must make at most " + MOST_PARAMETERS + " parameters, made "
              + parameters() + "; lower width, layers or mlp_factor");
    }
  }

  private boolean divided(int parts) {
    return width % parts == 0 && width / parts % 2 == 0;
  }

  private long parameters() {
    long embeddings = (long) width * (readIn() + (tied ? 0L : form.outputs()));
    long block = (4 + 2L * mlpFactor) * width * width + 4L * width;
    return embeddings + layers * block + 2L * width;
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
