package doublegrok.spec;

import doublegrok.spec.text.InvalidSpecException;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Plan of how a checkpoint is evaluated.
 *
 * @param sequences of each set
 * @param probeEvery every how many checkpoints the probes look too; 0 for never
 * @param means of the family's probes
 * @param probes what the spec says of single probes, by their names
 */
public record EvaluationSpec(
    int sequences, int probeEvery, Values means, Map<String, Looks> probes) {
  /** The furthest that a probe may look from a transition, in checkpoints. */
  public static final int AROUND_MAX = 100;

  public EvaluationSpec {
    probes = Collections.unmodifiableMap(new TreeMap<>(probes));
  }

  /**
   * Plan of one probe's looks.
   *
   * @param every how many checkpoints it looks; 0 for never
   * @param aroundTransitions how many checkpoints before and after that of a transition it looks at
   *     too
   * @param means with what it looks, as texts by key: whoever evaluates knows the probe's rows
   */
  public record Looks(int every, int aroundTransitions, Map<String, String> means) {
    public Looks {
      means = Collections.unmodifiableMap(new TreeMap<>(means));
    }

    /** Looks that care for no transition. */
    public Looks(int every, Map<String, String> means) {
      this(every, 0, means);
    }
  }

  /** Whether a probe looks at the checkpoint of this step. */
  public boolean looks(String probe, long step, CheckpointSpec checkpoint) {
    int rhythm = Optional.ofNullable(probes.get(probe)).map(Looks::every).orElse(probeEvery);
    return rhythm > 0 && checkpoint.isOneOfEvery(rhythm, step);
  }

  /** How many checkpoints before and after that of a transition a probe looks at too. */
  public int aroundTransitions(String probe) {
    return Optional.ofNullable(probes.get(probe)).map(Looks::aroundTransitions).orElse(0);
  }

  /**
   * With what a probe looks.
   *
   * @param keys its rows
   * @throws InvalidSpecException with every rule of theirs that the spec breaks
   */
  public Values means(String probe, List<Key<?>> keys) {
    Optional<Looks> planned = Optional.ofNullable(probes.get(probe));
    return EvaluationKeys.means(probe, keys, planned.map(Looks::means).orElseGet(Map::of));
  }
}
