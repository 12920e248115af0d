package doublegrok.spec;

import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Sections {@code evaluation} and {@code probes} of a run spec. */
final class EvaluationKeys {
  static final String SECTION = "evaluation";
  private static final String PROBES = "probes";
  private static final int MOST = 65_536;
  private static final Key<Integer> SEQUENCES =
      Key.integer("evaluation.sequences", 1, MOST).or(512);
  private static final Key<Integer> PROBE_EVERY =
      Key.integer("evaluation.probe_every", 0, MOST).or(1);
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

  private EvaluationKeys() {}

  /**
   * The sections.
   *
   * @param means keys of the family's probes
   */
  static EvaluationSpec read(KeyReader in, List<Key<?>> means) {
    return new EvaluationSpec(
        in.get(SEQUENCES), in.get(PROBE_EVERY), in.section(SECTION, means), probes(in));
  }

  /** Any name may be that of a probe: whoever evaluates knows them. */
  private static Map<String, Integer> probes(KeyReader in) {
    Map<String, Integer> every = new LinkedHashMap<>();
    for (String name : in.namesIn(PROBES)) {
      String key = PROBES + "." + name;
      every.put(name, in.required(key, Rule.integer(0, MOST)));
      if (!NAME.matcher(name).matches()) {
        in.broken(key, " must be 1..64 lower-case letters, digits or '-' after the dot; rename it");
      }
    }
    return every;
  }

  static Map<String, String> texts(EvaluationSpec spec, List<Key<?>> means) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(SEQUENCES.name(), String.valueOf(spec.sequences()));
    texts.put(PROBE_EVERY.name(), String.valueOf(spec.probeEvery()));
    means.forEach(key -> texts.put(key.below(SECTION).name(), spec.means().text(key)));
    spec.every().forEach((name, every) -> texts.put(PROBES + "." + name, String.valueOf(every)));
    return texts;
  }
}
