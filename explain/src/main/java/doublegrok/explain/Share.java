package doublegrok.explain;

/**
 * The part that some references have in a mixture.
 *
 * @param references label of the reference, or of several that cannot be told apart, joined by "|"
 * @param weight from 0 to 1; NaN if the model's probabilities are no numbers
 */
public record Share(String references, double weight) {}
