package doublegrok.spec;

/**
 * A pre-LN decoder-only transformer with rotary position embedding (He et al. 2024).
 *
 * @param layers number of blocks
 * @param width of the residual stream
 * @param heads attention heads; width / heads is even
 * @param mlpFactor hidden width of the MLP over {@code width}
 * @param context tokens that the model can see at most
 * @param vocabulary token identifiers are 0 .. vocabulary - 1; at least the family's
 * @param tied whether the output head is the embedding
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
    int vocabulary,
    boolean tied,
    Activation activation,
    double initStd) {
  /** Non-linearity of the MLP. */
  public enum Activation {
    RELU,
    /** The exact one, with the error function. */
    GELU
  }
}
