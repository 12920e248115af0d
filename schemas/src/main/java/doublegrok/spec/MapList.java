package doublegrok.spec;

import doublegrok.spec.Value.Entries;
import doublegrok.spec.Value.Items;
import doublegrok.task.key.Values;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Reader and writer of a list of maps in a run spec, as swaps and alerts are.
 *
 * @param name of the list
 * @param keys that its maps have, in words
 * @param most maps at most
 */
record MapList(String name, String keys, int most) {
  /** Hands on each map of the list with its name, for example {@code swaps[0]}. */
  void read(Optional<Value> value, Faults faults, BiConsumer<String, Entries> each) {
    if (value.isEmpty()) {
      return;
    }
    Place place = value.get().place();
    if (!(value.get() instanceof Items items)) {
      faults.add(
          place,
          name,
          name + " must be a list of maps with the keys " + keys + ", was "
              + value.get().shown());
    } else if (items.values().size() > most) {
      faults.add(
          place,
          name,
          name + " must be at most " + most + ", were " + items.values().size());
    } else {
      for (int i = 0; i < items.values().size(); i++) {
        readOne(name + "[" + i + "]", items.values().get(i), faults, each);
      }
    }
  }

  private void readOne(String item, Value value, Faults faults, BiConsumer<String, Entries> each) {
    if (value instanceof Entries map) {
      each.accept(item, map);
    } else {
      faults.add(
          value.place(),
          item,
          item + " must be a map with the keys " + keys + ", was " + value.shown());
    }
  }

  /** A map of the canonical text: its values, then what it sets, by key. */
  static String text(Values values, Map<String, String> set) {
    StringBuilder yaml = new StringBuilder();
    values.texts().forEach((key, text) -> line(yaml, yaml.isEmpty() ? "  - " : "    ", key, text));
    if (!set.isEmpty()) {
      yaml.append("    set:\n");
      new TreeMap<>(set).forEach((key, text) -> line(yaml, "      ", key, text));
    }
    return yaml.toString();
  }

  private static void line(StringBuilder yaml, String indent, String key, String text) {
    yaml.append(indent).append(key).append(": ").append(text).append('\n');
  }
}
