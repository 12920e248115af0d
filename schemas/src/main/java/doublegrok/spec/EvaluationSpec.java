package doublegrok.spec;

/**
 * How a checkpoint is evaluated.
 *
 * @param sequences of each set
 */
public record EvaluationSpec(int sequences) {}
