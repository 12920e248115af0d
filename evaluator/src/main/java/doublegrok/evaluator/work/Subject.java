package doublegrok.evaluator.work;

/**
 * Identity of the parameters that are evaluated.
 *
 * @param run name of the run that they belong to; empty if they are of none
 * @param step of the checkpoint
 * @param weightsSha256 address of the parameters
 */
public record Subject(String run, long step, String weightsSha256) {}
