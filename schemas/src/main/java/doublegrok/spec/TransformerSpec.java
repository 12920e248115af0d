package doublegrok.spec;

import doublegrok.task.Family;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.key.Key;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A decoder-only transformer: pre-LN with rotary position embedding (He et al. 2024), or plain.
 *
 * @param design of its blocks
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
 *     initStd / sqrt(2 layers), and a plain model's head 1 / sqrt(vocabulary)
 */
public record TransformerSpec(
    Design design,
    int layers,
    int width,
    int heads,
    int mlpFactor,
    int context,
    SequenceForm form,
    Objective objective,
    boolean tied,
    Activation activation,
    double initStd)
    implements ModelSpec {
  static final ModelKind<TransformerSpec> KIND = new ModelKind<>(
      "transformer", TransformerSpec.class, TransformerSpec::of, TransformerSpec::check);

  private static final long MOST_PARAMETERS = 1L << 31;

  public TransformerSpec {
    if (tied && form instanceof SequenceForm.Reals) {
      throw new IllegalArgumentException(
          "a model of reals has no embedding that its head could be, so it cannot be tied");
    }
  }

  /** Design of the blocks, and of what is read in. */
  public enum Design {
    /** LayerNorm before attention and MLP and at the end, rotary positions, no biases. */
    PRE_NORM,
    /**
     * That of Nanda et al. (2023, arXiv 2301.05217): no LayerNorm, learned positions, biases in the
     * MLP, a head of its own; weight decay touches every parameter, and the cross-entropy is taken
     * in float64.
     */
    PLAIN
  }

  /** Non-linearity of the MLP. */
  public enum Activation {
    RELU,
    /** The exact one, with the error function. */
    GELU
  }

  /** The model. Vocabulary and tied stand in one of tokens alone. */
  private static TransformerSpec of(
      Rows<TransformerSpec> in, OptionalInt length, Optional<Family> family) {
    SequenceForm form = family.map(Family::form).orElse(new SequenceForm.Tokens(1));
    boolean tokens = form instanceof SequenceForm.Tokens;
    Design design = in.added(
        Key.choice("design", Design.class)
            .or(Design.PRE_NORM)
            .about("Design of the blocks: with LayerNorm and rotary positions (He et al. 2024); or"
                + " plain (Nanda et al. 2023), without LayerNorm, with learned positions and biases"
                + " in the MLP, decay on every parameter and the cross-entropy in float64."),
        TransformerSpec::design);
    int layers = ModelKeys.layers(in);
    int width = in.row(
        Key.integer("width", 8, 8192).about("Width of the residual stream."),
        TransformerSpec::width);
    return new TransformerSpec(
        design,
        layers,
        width,
        in.row(
            Key.integer("heads", 1, 4096)
                .about("Attention heads; they divide the width into even parts."),
            TransformerSpec::heads),
        in.row(
            Key.integer("mlp_factor", 1, 16)
                .or(4)
                .about("Hidden width of the MLP over the width of the residual stream."),
            TransformerSpec::mlpFactor),
        ModelKeys.context(in, length),
        tokens ? tokens(in, form.outputs()) : form,
        family.map(Family::objective).orElse(Objective.CROSS_ENTROPY),
        tokens
            && in.row(
                Key.flag("tied")
                    .or(true)
                    .about("Whether the output head is the embedding; of token families alone."),
                TransformerSpec::tied),
        in.row(
            Key.choice("activation", Activation.class)
                .or(Activation.RELU)
                .about("Non-linearity of the MLP."),
            TransformerSpec::activation),
        design == Design.PLAIN ? plainStd(in, width) : ModelKeys.initStd(in));
  }

  private static double plainStd(Rows<TransformerSpec> in, int width) {
    return in.row(
        ModelKeys.INIT_STD.orFrom(1 / Math.sqrt(width), "model.width"), TransformerSpec::initStd);
  }

  private static SequenceForm tokens(Rows<TransformerSpec> in, int least) {
    Key<Integer> vocabulary = Key.integer(
            "vocabulary", least, SequenceForm.Tokens.LARGEST_VOCABULARY)
        .orFrom(least, "the family's own tokens")
        .about("Tokens that the model knows, at least the family's; of token families alone.");
    return new SequenceForm.Tokens(in.row(vocabulary, model -> model.form().outputs()));
  }

  /** The rules between its keys. */
  private void check(Optional<Family> family, KeyReader in) {
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
    boolean decoder =
        form instanceof SequenceForm.Tokens && !tied && objective == Objective.CROSS_ENTROPY;
    if (design == Design.PLAIN && in.sound("model.design", "model.tied", "task") && !decoder) {
      in.broken(
          "model.design",
          " plain has a head of its own and answers tokens by the cross-entropy, was of " + form
              + " by " + objective + (tied ? ", tied; set model.tied to false" : "")
              + (objective == Objective.CROSS_ENTROPY && form instanceof SequenceForm.Tokens
                  ? ""
                  : "; choose pre-norm or another family"));
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

  @Override
  public String kind() {
    return KIND.name();
  }
}
