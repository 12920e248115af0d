package doublegrok.spec;

import doublegrok.spec.text.Faults;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.spec.text.Place;
import doublegrok.spec.text.Value.Scalar;
import doublegrok.spec.text.Written;
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
    String rule = "a swap must be a map of distribution keys, was %s";
    KeyValues values = KeyValues.parse(yaml, source, faults, rule, false);
    values.override(overrides);
    Map<String, String> changes = values.texts(
        "", "one value", (key, value) -> value instanceof Scalar || !COMMON.contains(key));
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
    KeyValues values = new KeyValues(place, faults);
    new TreeMap<>(changes)
        .forEach((key, text) -> values.put(key, new Scalar(place, text.strip(), false)));
    if (changes.isEmpty()) {
      faults.add(place, "", "it must change at least one key, for example distribution.tasks");
    }
    List<Key<?>> keys = family.kind().distribution();
    Distribution changed = read(values, current, keys, Optional.of(family), model.context(), "");
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
      String prefix) {
    Faults faults = changes.faults();
    int before = faults.count();
    KeyReader in = new KeyReader(changes, prefix);
    changes.written().forEach((key, value) -> {
      String name = in.name(key);
      if (key.contains(".") && !key.startsWith(SECTION)) {
        in.any(key);
        faults.add(
            value.place(),
            name,
            name + " cannot be changed by a swap, only keys of the"
                + " distribution can; for another value start a new run, or fork one");
      } else if (value.empty()) {
        faults.add(value.place(), name, name + " must have a value, was empty");
      }
    });
    Distribution changed = DistributionKeys.read(
        in, keys.stream().<Key<?>>map(key -> kept(key, current)).toList());
    in.refuseUnknown();
    if (faults.count() == before) {
      family.ifPresent(
          each -> DistributionKeys.violations(changed, each, context).forEach(in::broken));
    }
    return faults.count() > before ? current : changed;
  }

  /** The key, which is as it was if it is absent. */
  private static <T> Key<?> kept(Key<T> key, Distribution current) {
    return key.or(current.get(key));
  }
}
