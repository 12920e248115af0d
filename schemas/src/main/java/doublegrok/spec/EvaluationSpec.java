package doublegrok.spec;

import static doublegrok.task.key.Rule.integer;

import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

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
  private static final int MOST = 65_536;
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

  public EvaluationSpec {
    every = Collections.unmodifiableMap(new TreeMap<>(every));
  }

  /**
   * The sections {@code evaluation} and {@code probes}.
   *
   * @param means keys of the family's probes
   */
  static EvaluationSpec of(
      Rows<EvaluationSpec> in, List<Key<?>> means, Rows<EvaluationSpec> probes) {
    return new EvaluationSpec(
        in.row("sequences", integer(1, MOST), 512, EvaluationSpec::sequences),
        in.row("probe_every", integer(0, MOST), 1, EvaluationSpec::probeEvery),
        in.rows(means, EvaluationSpec::means),
        probes.named(integer(0, MOST), EvaluationSpec::every));
  }

  /** Any name may be that of a probe: whoever evaluates knows them. */
  void check(KeyReader in) {
    every.keySet().stream()
        .filter(name -> !NAME.matcher(name).matches())
        .forEach(name -> in.broken(
            "probes." + name,
            " must be 1..64 lower-case letters, digits or '-' after the dot; rename it"));
  }

  /** Whether a probe looks at the checkpoint of this step. */
  public boolean looks(String probe, long step, CheckpointSpec checkpoint) {
    int rhythm = every.getOrDefault(probe, probeEvery);
    return rhythm > 0 && step % (checkpoint.every() * rhythm) == 0;
  }
}
