package doublegrok.viewer.view;

/**
 * Lag of the evaluator behind the trainer when it had evaluated a checkpoint.
 *
 * @param step the last step that had been trained by then, by the clocks of both
 * @param evaluatedStep step of the checkpoint
 */
public record LagPoint(long step, long evaluatedStep) {}
