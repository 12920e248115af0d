package doublegrok.task;

/**
 * What one evaluation set is made of.
 *
 * @param set its name
 * @param tasks its latents, in the order in which they are covered; empty if the set is
 * @param layout which answers count
 * @param stream where its random numbers come from
 * @param inputs draws the inputs of a sequence
 */
@SuppressWarnings("ArrayRecordComponent")
record EvaluationCover(
    EvaluationSet set, int[] tasks, SequenceLayout layout, RandomStream stream, InputDraw inputs) {}
