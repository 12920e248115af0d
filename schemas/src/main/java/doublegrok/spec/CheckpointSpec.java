package doublegrok.spec;

/**
 * When checkpoints are taken: before the first step, every so many steps, and at the end.
 *
 * @param every steps between two checkpoints
 */
public record CheckpointSpec(long every) {}
