package doublegrok.spec;

import doublegrok.spec.text.Faults;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.spec.text.Place;
import doublegrok.spec.text.Value;
import doublegrok.spec.text.Value.Entries;
import doublegrok.spec.text.Value.Entry;
import doublegrok.spec.text.Written;
import doublegrok.spec.text.YamlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Values by dotted key, sections flattened: {@code model: {width: 64}} is {@code model.width}. */
final class KeyValues {
  private static final int MOST_OVERRIDES = 1000;

  private final Place whole;
  private final Faults faults;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Map<String, Place> sections = new LinkedHashMap<>();

  /**
   * Nothing yet.
   *
   * @param whole the place of keys that are missing
   */
  KeyValues(Place whole, Faults faults) {
    this.whole = whole;
    this.faults = faults;
  }

  /**
   * The keys of a text.
   *
   * @param rule sentence about a text that is no map
   * @param least whether it must have a key
   * @throws InvalidSpecException if it is none
   */
  static KeyValues parse(String yaml, String source, Faults faults, String rule, boolean least) {
    KeyValues values = new KeyValues(Place.of(source), faults);
    Value root = YamlText.read(yaml, values.whole, "", faults).orElseThrow(faults::exception);
    if (root instanceof Entries map) {
      values.addFlattened(map);
    } else if (least || !root.empty()) {
      String was = root.empty() ? "empty" : root.shown();
      faults.add(root.place(), "", rule.formatted(was));
      throw faults.exception();
    }
    return values;
  }

  /** The keys of a map, those of the maps in it flattened. */
  static KeyValues flattened(Entries map, Faults faults) {
    KeyValues values = new KeyValues(map.place(), faults);
    values.addFlattened(map);
    return values;
  }

  /** The keys of a map as they are. */
  static KeyValues shallow(Entries map, Faults faults) {
    KeyValues values = new KeyValues(map.place(), faults);
    map.entries().forEach(entry -> values.add(entry, entry.key()));
    return values;
  }

  private void addFlattened(Entries map) {
    for (Entry entry : map.entries()) {
      if (entry.value() instanceof Entries section) {
        Optional.ofNullable(sections.putIfAbsent(entry.key(), entry.place()))
            .ifPresent(earlier -> duplicate(entry, entry.key(), earlier));
        section.entries().forEach(inner -> add(inner, entry.key() + "." + inner.key()));
      } else {
        add(entry, entry.key());
      }
    }
  }

  private void add(Entry entry, String key) {
    Optional.ofNullable(values.putIfAbsent(key, entry.value()))
        .ifPresent(earlier -> duplicate(entry, key, earlier.place()));
  }

  private void duplicate(Entry entry, String key, Place earlier) {
    String line = earlier.line().isPresent() ? " on line " + earlier.line().getAsInt() : "";
    String name = Written.shown(key);
    faults.add(entry.place(), name, name + " is already given" + line + "; keep one of the two");
  }

  /** Puts {@code key=value} over the values, the last of a key last; nothing removes the key. */
  void override(List<String> overrides) {
    Place place = Place.of(Place.SET);
    if (overrides.size() > MOST_OVERRIDES) {
      String were = ", were " + overrides.size() + "; put them into a file";
      faults.add(place, "", "there may be " + MOST_OVERRIDES + " at most" + were);
      return;
    }
    for (String override : overrides) {
      int equals = override.indexOf('=');
      String key = override.substring(0, Math.max(0, equals)).strip();
      if (key.isEmpty()) {
        String example = "a setting must be key=value, for example training.steps=500, was ";
        faults.add(place, "", example + Written.shown(override));
      } else {
        YamlText.read(override.substring(equals + 1), place, Written.shown(key), faults)
            .ifPresent(value -> put(key, value));
      }
    }
  }

  /** Puts a value in the place of another, the entries of a map one by one. */
  void put(String key, Value value) {
    if (value instanceof Entries map) {
      shallow(map, faults).values.forEach((inner, each) -> values.put(key + "." + inner, each));
    } else {
      values.put(key, value);
    }
  }

  /** Takes the maps in a section as keys, where none of the same name was put over them. */
  void flatten(String section) {
    new LinkedHashMap<>(values).forEach((key, value) -> {
      if (key.startsWith(section + ".") && value instanceof Entries map) {
        if (!map.entries().isEmpty()) {
          values.remove(key);
        }
        shallow(map, faults)
            .values
            .forEach((inner, each) -> values.putIfAbsent(key + "." + inner, each));
      }
    });
  }

  /** The value of a key, unless it is empty. */
  Optional<Value> get(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.empty());
  }

  /** Every key that was written, whatever its value. */
  Map<String, Value> written() {
    return values;
  }

  /**
   * Every value as text.
   *
   * @param prefix of keys in sentences
   * @param rule what a value must be, in words
   * @param accepted whether a value is that, if it has a text
   */
  Map<String, String> texts(String prefix, String rule, BiPredicate<String, Value> accepted) {
    Map<String, String> texts = new TreeMap<>();
    values.forEach((key, value) -> {
      Optional<String> text = value.asText().filter(each -> accepted.test(key, value));
      text.ifPresent(each -> texts.put(key, each));
      if (text.isEmpty()) {
        String name = prefix + Written.shown(key);
        faults.add(value.place(), name, name + " must be " + rule + ", was " + value.shown());
      }
    });
    return texts;
  }

  Faults faults() {
    return faults;
  }

  /** Where the key stands, or its section, or all of it. */
  Place place(String key) {
    return Optional.ofNullable(values.get(key))
        .map(Value::place)
        .orElseGet(() -> sections.getOrDefault(section(key), whole));
  }

  /** Whether a value stands where the section of the key should. */
  boolean sectionMissing(String key) {
    return get(section(key)).isPresent();
  }

  static String section(String key) {
    return key.substring(0, Math.max(0, key.indexOf('.')));
  }
}
