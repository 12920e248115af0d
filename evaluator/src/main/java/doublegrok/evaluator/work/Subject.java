package doublegrok.evaluator.work;

/**
 * Which parameters are evaluated.
 *
 * @param run name of the run that they belong to
 * @param step of the checkpoint
 * @param weightsSha256 address of the parameters
 */
record Subject(String run, long step, String weightsSha256) {}
