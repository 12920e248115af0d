package doublegrok.spec;

import doublegrok.task.key.Rule;
import java.util.LinkedHashMap;
import java.util.Map;

/** The section {@code evaluation} of a run spec. */
final class EvaluationKeys {
  private static final String SEQUENCES = "evaluation.sequences";
  private static final String PROBE_EVERY = "evaluation.probe_every";
  private static final String GRID_SHOTS = "evaluation.grid_shots";
  private static final String IMPOSTORS = "evaluation.impostors";
  private static final int MOST = 65_536;

  private EvaluationKeys() {}

  static EvaluationSpec read(KeyReader in) {
    return new EvaluationSpec(
        in.optional(SEQUENCES, Rule.integer(1, MOST), 512),
        in.optional(PROBE_EVERY, Rule.integer(0, MOST), 1),
        in.optional(GRID_SHOTS, Rule.integer(0, MOST), 8),
        in.optional(IMPOSTORS, Rule.integer(0, MOST), 32));
  }

  static Map<String, String> texts(EvaluationSpec spec) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(SEQUENCES, String.valueOf(spec.sequences()));
    texts.put(PROBE_EVERY, String.valueOf(spec.probeEvery()));
    texts.put(GRID_SHOTS, String.valueOf(spec.gridShots()));
    texts.put(IMPOSTORS, String.valueOf(spec.impostors()));
    return texts;
  }
}
