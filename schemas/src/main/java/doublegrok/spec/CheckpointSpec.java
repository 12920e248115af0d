package doublegrok.spec;

/**
 * When checkpoints are taken (before the first step, every so many steps, and at the end), and
 * which of them stay: those that any rule keeps.
 *
 * @param every steps between two checkpoints
 * @param keepEvery so many times {@code every} lie between two checkpoints that stay for good; 1
 *     keeps all there are, 0 none by this rule
 * @param keepLast how many of the last stay
 * @param keepBest how many of those stay that solve never-trained tasks best, at the last shot
 */
public record CheckpointSpec(long every, long keepEvery, int keepLast, int keepBest) {}
