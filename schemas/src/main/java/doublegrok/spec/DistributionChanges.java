package doublegrok.spec;

import doublegrok.spec.Value.Entries;
import doublegrok.spec.Value.Scalar;
import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.key.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes of a distribution, planned by a spec or made while a run trains. */
public final class DistributionChanges {
  private static final String SECTION = "distribution.";

  /** Keys of which no family makes a list. */
  private static final Set<String> COMMON = Stream.of(
          Distribution.TASKS,
          Distribution.TASK_DRAW,
          Distribution.SHOTS,
          Distribution.LENGTH,
          Distribution.LABEL_NOISE)
      .map(key -> SECTION + key.name())
      .collect(Collectors.toSet());

  private DistributionChanges() {}

  /**
   * The changes that a person asks for, as {@link #apply} takes them; only their form is checked.
   *
   * @param yaml one document, as in {@code set} of a scheduled swap; may be empty
   * @param source name of the text in faults
   * @param overrides {@code key=value}, in place of the text's values
   * @throws InvalidSpecException with every fault at once
   */
  public static Map<String, String> parse(String yaml, String source, List<String> overrides) {
    Faults faults = new Faults("the swap " + Written.shown(source));
    Place whole = Place.of(source);
    Value root = YamlText.read(yaml, whole, "", faults).orElseThrow(faults::exception);
    if (!(root instanceof Entries) && !root.empty()) {
      faults.add(
          root.place(), "", "a swap must be a map of distribution keys, was " + root.shown());
    }
    KeyValues values = root instanceof Entries map
        ? KeyValues.flattened(map, whole, faults)
        : new KeyValues(whole);
    Overrides.apply(overrides, values, faults);
    Map<String, String> changes = new TreeMap<>();
    values.written().forEach((key, value) -> {
      Optional<String> text =
          COMMON.contains(key) && !(value instanceof Scalar) ? Optional.empty() : value.asText();
      text.ifPresent(each -> changes.put(key, each));
      if (text.isEmpty()) {
        faults.add(
            value.place(), key, Written.shown(key) + " must be one value, was " + value.shown());
      }
    });
    faults.throwIfAny();
    return changes;
  }

  /**
   * The distribution after a swap.
   *
   * @param current before it
   * @param changes dotted keys below {@code distribution} and their values
   * @param family of the run
   * @param model of the run, whose context bounds the shots
   * @throws InvalidSpecException with every fault of the changes
   */
  public static Distribution apply(
      Distribution current, Map<String, String> changes, Family family, ModelSpec model) {
    Faults faults = new Faults("the swap");
    Place place = Place.of("swap");
    KeyValues values = new KeyValues(place);
    new TreeMap<>(changes)
        .forEach(
            (key, text) -> values.replace(key, new Scalar(place, text.strip(), false), faults));
    if (changes.isEmpty()) {
      faults.add(place, "", "it must change at least one key, for example distribution.tasks");
    }
    Distribution changed = read(
        values,
        current,
        family.kind().distribution(),
        Optional.of(family),
        model.context(),
        faults,
        "");
    faults.throwIfAny();
    return changed;
  }

  /**
   * The distribution after changes; the current one if they have a fault.
   *
   * @param keys of the family
   * @param family to check the result with; empty if it cannot be
   * @param prefix of every sentence
   */
  static Distribution read(
      KeyValues changes,
      Distribution current,
      List<Key<?>> keys,
      Optional<Family> family,
      int context,
      Faults faults,
      String prefix) {
    int before = faults.count();
    KeyValues all = new KeyValues(changes.place(""));
    DistributionKeys.texts(current, keys)
        .forEach(
            (key, text) -> all.replace(key, new Scalar(changes.place(key), text, false), faults));
    changes.written().forEach((key, value) -> {
      String name = prefix + Written.shown(key);
      if (key.contains(".") && !key.startsWith(SECTION)) {
        faults.add(
            value.place(),
            name,
            name + " cannot be changed by a swap, only keys of the"
                + " distribution can; for another value start a new run, or fork one");
      } else if (value.empty()) {
        faults.add(value.place(), name, name + " must have a value, was empty");
      } else {
        all.replace(key, value, faults);
      }
    });
    KeyReader in = new KeyReader(all, faults, prefix);
    Distribution changed = DistributionKeys.read(in, keys);
    in.refuseUnknown();
    if (faults.count() > before) {
      return current;
    }
    family.ifPresent(
        each -> DistributionKeys.violations(changed, each, context).forEach(in::broken));
    return faults.count() > before ? current : changed;
  }
}
