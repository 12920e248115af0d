package doublegrok.task.modular;

import doublegrok.task.EvaluationSet;
import doublegrok.task.SequenceLayout;
import doublegrok.task.random.RandomStream;

/**
 * Ingredients of one evaluation set.
 *
 * @param set which it is
 * @param tasks its latents, in the order in which they are covered; empty if the set is
 * @param layout which answers count
 * @param inputs draws the inputs of a sequence
 */
@SuppressWarnings("ArrayRecordComponent")
record EvaluationCover(EvaluationSet set, int[] tasks, SequenceLayout layout, InputDraw inputs) {
  /** Sets that differ in their tasks alone share a stream, so a task keeps its sequences. */
  RandomStream stream() {
    return switch (set.inputs()) {
      case TRAINED -> RandomStream.EVALUATION_TRAIN;
      case HELD_OUT -> RandomStream.EVALUATION_HELD_OUT;
      case ANY -> RandomStream.EVALUATION_ANY;
    };
  }
}
