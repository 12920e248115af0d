package doublegrok.spec;

import doublegrok.spec.EvaluationSpec.Looks;
import doublegrok.spec.Value.Scalar;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import doublegrok.task.key.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final String EVERY = "every";
  private static final Pattern MEAN = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern MEANS =
      Pattern.compile("WORD|\\[(WORD(, WORD)*)?\\]".replace("WORD", "[A-Za-z0-9+._-]{1,64}"));

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
  private static Map<String, Looks> probes(KeyReader in) {
    in.flatten(PROBES);
    Map<String, Looks> probes = new LinkedHashMap<>();
    for (String key : in.namesIn(PROBES)) {
      probes.computeIfAbsent(key.split("\\.", 2)[0], name -> looks(in, PROBES + "." + name, name));
    }
    return probes;
  }

  /** A number, or a map with it and the probe's means. */
  private static Looks looks(KeyReader in, String key, String name) {
    if (!NAME.matcher(name).matches()) {
      in.broken(key, " must be 1..64 lower-case letters, digits or '-' after the dot; rename it");
    }
    List<String> row = in.namesIn(key);
    boolean isShort = in.any(key).isPresent() && !row.contains(EVERY);
    int every = in.required(isShort ? key : key + "." + EVERY, Rule.integer(0, MOST));
    Map<String, String> means = new LinkedHashMap<>();
    row.stream()
        .filter(mean -> !mean.equals(EVERY))
        .forEach(mean -> text(in, key + "." + mean, mean).ifPresent(each -> means.put(mean, each)));
    return new Looks(every, means);
  }

  private static Optional<String> text(KeyReader in, String key, String mean) {
    Value value = in.any(key).orElseThrow();
    Optional<String> text = value.asText().filter(each -> MEANS.matcher(each).matches());
    if (!MEAN.matcher(mean).matches()) {
      in.broken(key, " must be small letters, digits or '_' after the last dot; rename it");
    } else if (text.isEmpty()) {
      in.broken(key, " must be a number, a word or a list of them, was " + value.shown());
    }
    return text;
  }

  /** The means of a probe from their texts. */
  static Values means(String probe, List<Key<?>> keys, Map<String, String> texts) {
    Faults faults = new Faults("the run spec");
    Place place = Place.of("the run spec");
    String name = PROBES + "." + probe;
    KeyValues written = new KeyValues(place);
    texts.forEach((key, text) -> written.replace(key, new Scalar(place, text, false), faults));
    KeyReader in = new KeyReader(written, faults, name + ".");
    Values means = Values.none();
    for (Key<?> key : keys) {
      means = with(means, in, key);
    }
    if (keys.isEmpty() && !texts.isEmpty()) {
      faults.add(
          place,
          name,
          name + " must be a number of checkpoints, as this probe has no means, was given "
              + String.join(", ", texts.keySet()) + "; leave that out");
    } else {
      in.refuseUnknown();
    }
    faults.throwIfAny();
    return means;
  }

  private static <T> Values with(Values values, KeyReader in, Key<T> key) {
    return values.with(key, in.get(key));
  }

  static Map<String, String> texts(EvaluationSpec spec, List<Key<?>> means) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(SEQUENCES.name(), String.valueOf(spec.sequences()));
    texts.put(PROBE_EVERY.name(), String.valueOf(spec.probeEvery()));
    means.forEach(key -> texts.put(key.below(SECTION).name(), spec.means().text(key)));
    spec.probes().forEach((name, looks) -> texts.put(PROBES + "." + name, text(looks)));
    return texts;
  }

  private static String text(Looks looks) {
    if (looks.means().isEmpty()) {
      return String.valueOf(looks.every());
    }
    StringBuilder text = new StringBuilder("{" + EVERY + ": " + looks.every());
    looks
        .means()
        .forEach((key, mean) -> text.append(", ").append(key).append(": ").append(mean));
    return text.append('}').toString();
  }
}
