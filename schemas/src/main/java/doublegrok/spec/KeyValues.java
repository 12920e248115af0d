package doublegrok.spec;

import doublegrok.spec.Value.Entries;
import doublegrok.spec.Value.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Values by dotted key, sections flattened: {@code model: {width: 64}} is {@code model.width}. */
final class KeyValues {
  private final Place whole;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Map<String, Place> sections = new LinkedHashMap<>();

  /** Nothing yet. */
  KeyValues(Place whole) {
    this.whole = whole;
  }

  /**
   * The keys of a map, those of the maps in it flattened.
   *
   * @param whole the place of keys that are missing
   */
  static KeyValues flattened(Entries map, Place whole, Faults faults) {
    KeyValues values = new KeyValues(whole);
    for (Entry entry : map.entries()) {
      if (entry.value() instanceof Entries section) {
        values.addSection(entry, section, faults);
      } else {
        values.add(entry, entry.key(), faults);
      }
    }
    return values;
  }

  /** The keys of a map as they are. */
  static KeyValues shallow(Entries map, Faults faults) {
    KeyValues values = new KeyValues(map.place());
    map.entries().forEach(entry -> values.add(entry, entry.key(), faults));
    return values;
  }

  private void addSection(Entry entry, Entries section, Faults faults) {
    Optional<Place> earlier = Optional.ofNullable(sections.putIfAbsent(entry.key(), entry.place()));
    earlier.ifPresent(place -> duplicate(entry, entry.key(), place, faults));
    for (Entry inner : section.entries()) {
      add(inner, entry.key() + "." + inner.key(), faults);
    }
  }

  private void add(Entry entry, String key, Faults faults) {
    Optional<Value> earlier = Optional.ofNullable(values.putIfAbsent(key, entry.value()));
    earlier.ifPresent(value -> duplicate(entry, key, value.place(), faults));
  }

  private static void duplicate(Entry entry, String key, Place earlier, Faults faults) {
    String line = earlier.line().isPresent() ? " on line " + earlier.line().getAsInt() : "";
    String name = Written.shown(key);
    faults.add(entry.place(), name, name + " is already given" + line + "; keep one of the two");
  }

  /** Puts a value in the place of another, the entries of a map one by one. */
  void replace(String key, Value value, Faults faults) {
    if (value instanceof Entries map) {
      shallow(map, faults).values.forEach((inner, each) -> values.put(key + "." + inner, each));
    } else {
      values.put(key, value);
    }
  }

  /** Takes the maps in a section as keys, where none of the same name was put over them. */
  void flatten(String section, Faults faults) {
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

  /** Where the key stands, or its section, or all of it. */
  Place place(String key) {
    if (values.containsKey(key)) {
      return values.get(key).place();
    }
    return sections.getOrDefault(section(key), whole);
  }

  /** Whether a value stands where the section of the key should. */
  boolean sectionMissing(String key) {
    return get(section(key)).isPresent();
  }

  private static String section(String key) {
    return key.substring(0, Math.max(0, key.indexOf('.')));
  }
}
