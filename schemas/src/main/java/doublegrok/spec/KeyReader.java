package doublegrok.spec;

import doublegrok.spec.text.Nearest;
import doublegrok.spec.text.Value;
import doublegrok.spec.text.Value.Scalar;
import doublegrok.spec.text.Written;
import doublegrok.task.Violation;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import doublegrok.task.key.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads keys by their rules and collects the faults. A value that breaks its rule is answered by a
 * stopgap, so that reading goes on; {@link #sound} tells whether it can be relied on.
 */
final class KeyReader {
  private final KeyValues values;
  private final String prefix;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> unsound = new HashSet<>();

  /**
   * A reader.
   *
   * @param prefix what sentences put before a key, for example {@code swaps[0].}
   */
  KeyReader(KeyValues values, String prefix) {
    this.values = values;
    this.prefix = prefix;
  }

  /**
   * Rows to read.
   *
   * @param section before their keys: its name and a dot, or nothing
   */
  <S> Rows<S> rows(String section) {
    return new Rows<>() {
      @Override
      public <T> T row(Key<T> key, Function<S, T> get) {
        return read(section + key.name(), key.rule(), key.fallback());
      }

      @Override
      public <T> T row(Key<T> key, Function<S, T> get, Condition condition) {
        if (condition.met()) {
          return row(key, get);
        }
        String name = section + key.name();
        if (any(name).isPresent() && sound(section + condition.key())) {
          broken(name, condition.refusal());
        }
        return key.fallback().orElse(key.rule().stopgap());
      }
    };
  }

  /** The value of a key that must be given. */
  <T> T required(String key, Rule<T> rule) {
    return read(key, rule, Optional.empty());
  }

  /** Takes the maps in a section as keys: of {@code {toy: {every: 3}}} the key is toy.every. */
  void flatten(String section) {
    values.flatten(section);
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
    return this.<Values>rows(section + ".").rows(keys, Function.identity());
  }

  private <T> T read(String key, Rule<T> rule, Optional<T> fallback) {
    Optional<Value> given = any(key);
    if (given.isEmpty()) {
      return fallback.orElseGet(() -> missing(key, rule));
    }
    Value value = given.get();
    boolean number = value instanceof Scalar scalar && scalar.quoted() && !rule.quotable();
    Optional<T> read = number ? Optional.empty() : value.asText().flatMap(rule.read());
    return read.orElseGet(() -> {
      String near =
          value instanceof Scalar scalar ? Nearest.question(scalar.text(), rule.options()) : "";
      broken(key, " must be " + rule.words() + ", was " + value.shown() + near);
      return rule.stopgap();
    });
  }

  private <T> T missing(String key, Rule<T> rule) {
    if (unsound.add(key) && !values.sectionMissing(key)) {
      fault(key, " is missing: it must be " + rule.words());
    }
    return rule.stopgap();
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
    values.faults().add(values.place(key), prefix + key, prefix + key + sentence);
  }

  /** Whether none of the keys, or of the sections that are named, has a fault. */
  boolean sound(String... keys) {
    return List.of(keys).stream()
        .noneMatch(
            key -> unsound.stream().anyMatch(bad -> bad.equals(key) || bad.startsWith(key + ".")));
  }

  KeyValues values() {
    return values;
  }

  /** The name of a key in sentences. */
  String name(String key) {
    return prefix + Written.shown(key);
  }

  /** Reports every key that nothing has asked for. */
  void refuseUnknown() {
    values.written().forEach((key, value) -> {
      if (!known.contains(key) && !values.faults().full()) {
        List<String> inner = knownIn(key + ".");
        if (inner.isEmpty()) {
          values.faults().add(value.place(), name(key), "unknown key " + name(key) + wayOut(key));
        } else if (!value.empty()) {
          String keys = String.join(", ", inner);
          fault(key, " must be a map with the keys " + keys + ", was " + value.shown());
        }
      }
    });
  }

  private String wayOut(String key) {
    String section = KeyValues.section(key);
    if (known.contains(section)) {
      return "; " + section + " cannot be a map";
    }
    return Nearest.to(key, known)
        .map(near -> "; did you mean " + near + "?")
        .orElseGet(() -> "; there are " + String.join(", ", siblings(section + ".")));
  }

  /** The known keys of the same section or, if there is none, the sections. */
  private List<String> siblings(String section) {
    List<String> same = knownIn(section);
    return same.isEmpty()
        ? known.stream().map(key -> key.split("\\.", 2)[0]).distinct().toList()
        : same;
  }

  private List<String> knownIn(String section) {
    return known.stream().filter(each -> each.startsWith(section)).toList();
  }
}
