package doublegrok.spec;

import doublegrok.task.key.Values;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plan of how a checkpoint is evaluated.
 *
 * @param sequences of each set
 * @param probeEvery every how many checkpoints the probes look too; 0 for never
 * @param means of the family's probes
 * @param every how many checkpoints a probe looks whose name is here, instead; 0 for never
 */
public record EvaluationSpec(
    int sequences, int probeEvery, Values means, Map<String, Integer> every) {
  public EvaluationSpec {
    every = Collections.unmodifiableMap(new TreeMap<>(every));
  }

  /** Whether a probe looks at the checkpoint of this step. */
  public boolean looks(String probe, long step, CheckpointSpec checkpoint) {
    int rhythm = every.getOrDefault(probe, probeEvery);
    return rhythm > 0 && step % (checkpoint.every() * rhythm) == 0;
  }
}
