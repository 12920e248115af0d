package doublegrok.spec;

import doublegrok.spec.Value.Scalar;
import doublegrok.task.Violation;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import doublegrok.task.key.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads keys by their rules and collects the faults. A value that breaks its rule is answered by a
 * stopgap, so that reading goes on; {@link #sound} tells whether it can be relied on.
 */
final class KeyReader {
  private final KeyValues values;
  private final Faults faults;
  private final String prefix;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> unsound = new HashSet<>();

  /**
   * A reader.
   *
   * @param prefix what sentences put before a key, for example {@code swaps[0].}
   */
  KeyReader(KeyValues values, Faults faults, String prefix) {
    this.values = values;
    this.faults = faults;
    this.prefix = prefix;
  }

  /** The value of a key that must be given. */
  <T> T required(String key, Rule<T> rule) {
    return read(key, rule).orElseGet(() -> {
      if (unsound.add(key) && !values.sectionMissing(key)) {
        fault(key, " is missing: it must be " + rule.words());
      }
      return rule.stopgap();
    });
  }

  /** The value of a key that may be absent. */
  <T> T optional(String key, Rule<T> rule, T fallback) {
    return read(key, rule).orElse(fallback);
  }

  /** The value of a key. */
  <T> T get(Key<T> key) {
    return key.fallback()
        .map(value -> optional(key.name(), key.rule(), value))
        .orElseGet(() -> required(key.name(), key.rule()));
  }

  /** Takes the maps in a section as keys: of {@code {toy: {every: 3}}} the key is toy.every. */
  void flatten(String section) {
    values.flatten(section, faults);
  }

  /** The names of a section's keys that were written, whatever they are, ascending. */
  List<String> namesIn(String section) {
    return values.written().keySet().stream()
        .filter(key -> key.startsWith(section + "."))
        .filter(key -> any(key).isPresent())
        .map(key -> key.substring(section.length() + 1))
        .sorted()
        .toList();
  }

  /** The values of a section, by its keys. */
  Values section(String section, List<Key<?>> keys) {
    Values values = Values.none();
    for (Key<?> key : keys) {
      values = with(values, section, key);
    }
    return values;
  }

  private <T> Values with(Values values, String section, Key<T> key) {
    return values.with(key, get(key.below(section)));
  }

  private <T> Optional<T> read(String key, Rule<T> rule) {
    return any(key).map(value -> {
      Optional<T> read = value instanceof Scalar scalar && scalar.quoted() && !rule.quotable()
          ? Optional.empty()
          : value.asText().flatMap(rule.read());
      return read.orElseGet(() -> {
        String near =
            value instanceof Scalar scalar ? Nearest.question(scalar.text(), rule.options()) : "";
        broken(key, " must be " + rule.words() + ", was " + value.shown() + near);
        return rule.stopgap();
      });
    });
  }

  /** The value of a key as it was written. */
  Optional<Value> any(String key) {
    known.add(key);
    return values.get(key);
  }

  /** A rule between keys is broken; the sentence follows the key. */
  void broken(String key, String sentence) {
    unsound.add(key);
    fault(key, sentence);
  }

  /** A rule of the family is broken. */
  void broken(Violation violation) {
    String key = violation.key();
    String sentence = violation.sentence();
    broken(key, sentence.startsWith(key) ? sentence.substring(key.length()) : ": " + sentence);
  }

  private void fault(String key, String sentence) {
    faults.add(values.place(key), prefix + key, prefix + key + sentence);
  }

  /** Whether none of the keys, or of the sections that are named, has a fault. */
  boolean sound(String... keys) {
    for (String key : keys) {
      if (unsound.stream().anyMatch(bad -> bad.equals(key) || bad.startsWith(key + "."))) {
        return false;
      }
    }
    return true;
  }

  Place place(String key) {
    return values.place(key);
  }

  Set<String> known() {
    return known;
  }

  /** Reports every key that nothing has asked for. */
  void refuseUnknown() {
    values.written().forEach((key, value) -> {
      if (!known.contains(key) && !faults.full()) {
        List<String> inner =
            known.stream().filter(each -> each.startsWith(key + ".")).toList();
        if (inner.isEmpty()) {
          String shown = prefix + Written.shown(key);
          faults.add(value.place(), shown, "unknown key " + shown + wayOut(key));
        } else if (!value.empty()) {
          fault(
              key,
              " must be a map with the keys " + String.join(", ", inner) + ", was "
                  + value.shown());
        }
      }
    });
  }

  private String wayOut(String key) {
    String section = key.substring(0, Math.max(0, key.indexOf('.')));
    if (known.contains(section)) {
      return "; " + section + " cannot be a map";
    }
    return Nearest.to(key, known)
        .map(near -> "; did you mean " + near + "?")
        .orElseGet(() -> "; there are " + String.join(", ", siblings(section + ".")));
  }

  /** The known keys of the same section or, if there is none, the sections. */
  private List<String> siblings(String section) {
    List<String> same = known.stream().filter(each -> each.startsWith(section)).toList();
    return same.isEmpty()
        ? new ArrayList<>(
            new TreeSet<>(known.stream().map(k -> k.split("\\.", 2)[0]).toList()))
        : same;
  }
}
