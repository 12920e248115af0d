package doublegrok.spec;

import doublegrok.spec.EvaluationSpec.Looks;
import doublegrok.spec.text.Faults;
import doublegrok.spec.text.Place;
import doublegrok.spec.text.Value;
import doublegrok.spec.text.Value.Scalar;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Sections {@code evaluation} and {@code probes} of a run spec. */
final class EvaluationKeys {
  static final String SECTION = "evaluation";
  private static final String PROBES = "probes";
  private static final int MOST = 65_536;
  private static final Key<Integer> SEQUENCES =
      Key.integer("sequences", 1, MOST).or(512).about("Sequences of each evaluation set.");
  private static final Key<Integer> PROBE_EVERY = Key.integer("probe_every", 0, MOST)
      .or(1)
      .about("Every how many checkpoints the probes look too; 0 for never.");
  static final Key<Integer> EVERY = Key.integer("every", 0, MOST)
      .about("Every how many checkpoints this probe looks; 0 for never.");
  static final Key<Integer> AROUND_TRANSITIONS = Key.integer(
          "around_transitions", 0, EvaluationSpec.AROUND_MAX)
      .or(0)
      .about("How many checkpoints before and after that of a transition this probe looks at too.");
  static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
  static final Pattern MEAN = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern MEANS =
      Pattern.compile("WORD|\\[(WORD(, WORD)*)?\\]".replace("WORD", "[A-Za-z0-9+._-]{1,64}"));

  private EvaluationKeys() {}

  /**
   * The sections.
   *
   * @param means keys of the family's probes
   */
  static EvaluationSpec read(KeyReader in, List<Key<?>> means) {
    Rows<EvaluationSpec> rows = in.rows(SECTION + ".");
    return new EvaluationSpec(
        rows.row(SEQUENCES, EvaluationSpec::sequences),
        rows.row(PROBE_EVERY, EvaluationSpec::probeEvery),
        rows.rows(means, EvaluationSpec::means),
        probes(in));
  }

  /** What may stand there, but for the probes. */
  static void list(List<SpecKey> keys, List<Key<?>> means) {
    Rows<EvaluationSpec> rows = new Rows.Lister<>(SECTION + ".", keys);
    rows.row(SEQUENCES, EvaluationSpec::sequences);
    rows.row(PROBE_EVERY, EvaluationSpec::probeEvery);
    rows.rows(means, EvaluationSpec::means);
  }

  /** Any name may be that of a probe: whoever evaluates knows them. */
  private static Map<String, Looks> probes(KeyReader in) {
    in.flatten(PROBES);
    Map<String, Looks> probes = new LinkedHashMap<>();
    for (String each : in.namesIn(PROBES)) {
      String name = each.split("\\.", 2)[0];
      String key = PROBES + "." + name;
      if (in.any(key).isPresent() || !in.values().written().containsKey(key)) {
        probes.computeIfAbsent(name, probe -> looks(in, key, probe));
      }
    }
    return probes;
  }

  /** A number, or a map with it and the probe's means. */
  private static Looks looks(KeyReader in, String key, String name) {
    if (!NAME.matcher(name).matches()) {
      in.broken(key, " must be 1..64 lower-case letters, digits or '-' after the dot; rename it");
    }
    List<String> row = in.namesIn(key);
    String inRow = key + "." + EVERY.name();
    boolean isShort = in.any(key).isPresent()
        && (!row.contains(EVERY.name()) || (isSet(in, key) && !isSet(in, inRow)));
    int every = in.required(isShort ? key : inRow, EVERY.rule());
    int around = in.<Looks>rows(key + ".").row(AROUND_TRANSITIONS, Looks::aroundTransitions);
    Map<String, String> means = new LinkedHashMap<>();
    row.stream()
        .filter(mean -> !mean.equals(EVERY.name()) && !mean.equals(AROUND_TRANSITIONS.name()))
        .forEach(mean -> text(in, key + "." + mean, mean).ifPresent(each -> means.put(mean, each)));
    return new Looks(every, around, means);
  }

  /** Whether the command line has put it over what was written. */
  private static boolean isSet(KeyReader in, String key) {
    return in.any(key)
        .map(Value::place)
        .map(Place::source)
        .filter(Place.SET::equals)
        .isPresent();
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
    KeyValues written = new KeyValues(place, faults);
    texts.forEach((key, text) -> written.put(key, new Scalar(place, text, false)));
    KeyReader in = new KeyReader(written, name + ".");
    Values means = in.<Values>rows("").rows(keys, Function.identity());
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

  static Map<String, String> texts(EvaluationSpec spec, List<Key<?>> means) {
    Map<String, String> texts = new LinkedHashMap<>();
    Rows<EvaluationSpec> rows = new Rows.Writer<>(spec, SECTION + ".", texts);
    rows.row(SEQUENCES, EvaluationSpec::sequences);
    rows.row(PROBE_EVERY, EvaluationSpec::probeEvery);
    rows.rows(means, EvaluationSpec::means);
    spec.probes().forEach((name, looks) -> put(PROBES + "." + name, looks, texts));
    return texts;
  }

  private static void put(String key, Looks looks, Map<String, String> texts) {
    boolean isShort = looks.means().isEmpty() && looks.aroundTransitions() == 0;
    texts.put(isShort ? key : key + "." + EVERY.name(), String.valueOf(looks.every()));
    if (looks.aroundTransitions() > 0) {
      texts.put(key + "." + AROUND_TRANSITIONS.name(), String.valueOf(looks.aroundTransitions()));
    }
    looks.means().forEach((mean, text) -> texts.put(key + "." + mean, text));
  }
}
