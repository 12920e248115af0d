package doublegrok.task.modular;

import doublegrok.task.EvaluationSet;
import doublegrok.task.SequenceLayout;
import doublegrok.task.random.RandomStream;

/**
 * What one evaluation set is made of.
 *
 * @param set its name
 * @param tasks its latents, in the order in which they are covered; empty if the set is
 * @param layout which answers count
 * @param inputs draws the inputs of a sequence
 */
@SuppressWarnings("ArrayRecordComponent")
record EvaluationCover(EvaluationSet set, int[] tasks, SequenceLayout layout, InputDraw inputs) {
  /** Sets that differ in their tasks alone share a stream, so a task keeps its sequences. */
  RandomStream stream() {
    return switch (set) {
      case ID_TRAIN, OOD_TRAIN, FORMERLY_ID_TRAIN -> RandomStream.EVALUATION_TRAIN;
      case ID_TEST, OOD_TEST, FORMERLY_ID_TEST -> RandomStream.EVALUATION_HELD_OUT;
      case OOD -> RandomStream.EVALUATION_ANY;
    };
  }
}
