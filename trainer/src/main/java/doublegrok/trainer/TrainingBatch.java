package doublegrok.trainer;

import doublegrok.task.Sequences;
import java.util.Map;
import java.util.Optional;

/**
 * A batch of the run, found fit to be trained on.
 *
 * @param index from 0; it is trained on in step index + 1
 * @param version of the distribution that it was drawn from
 * @param swap spec keys and their new values, in the first batch of a distribution that a swap made
 * @param sequences to train on
 */
record TrainingBatch(
    long index, int version, Optional<Map<String, String>> swap, Sequences sequences) {
  TrainingBatch {
    swap = swap.map(Map::copyOf);
  }
}
