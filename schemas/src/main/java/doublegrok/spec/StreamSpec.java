package doublegrok.spec;

/**
 * Bounds of the stream.
 *
 * @param runAhead batches that the generator may be ahead of the trainer
 */
public record StreamSpec(int runAhead) {}
