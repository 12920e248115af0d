package doublegrok.spec;

import doublegrok.spec.text.Faults;
import doublegrok.spec.text.Place;
import doublegrok.spec.text.Value;
import doublegrok.spec.text.Value.Entries;
import doublegrok.spec.text.Value.Entry;
import doublegrok.spec.text.Value.Items;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * List of maps in a run spec, as swaps and alerts are.
 *
 * @param name of the list
 * @param keys that its maps have, in words
 * @param most maps at most
 */
record MapList(String name, String keys, int most) {
  /** Hands on a reader of each map of the list. */
  void read(KeyReader in, Consumer<KeyReader> each) {
    Faults faults = in.values().faults();
    Value list = in.any(name).orElse(new Items(Place.of(name), List.of()));
    if (!(list instanceof Items items)) {
      refuse(faults, list, name, "a list of maps");
    } else if (items.values().size() > most) {
      String were = " must be at most " + most + ", were " + items.values().size();
      faults.add(list.place(), name, name + were);
    } else {
      for (int i = 0; i < items.values().size(); i++) {
        readOne(name + "[" + i + "]", items.values().get(i), faults, each);
      }
    }
  }

  private void readOne(String item, Value value, Faults faults, Consumer<KeyReader> each) {
    if (value instanceof Entries map) {
      KeyReader in = new KeyReader(KeyValues.shallow(map, faults), item + ".");
      each.accept(in);
      in.refuseUnknown();
    } else {
      refuse(faults, value, item, "a map");
    }
  }

  /** What was read, as values again: its rows, then what it sets, by key. */
  static <S> Items of(
      Place place,
      List<S> list,
      BiConsumer<Rows<S>, Map<String, String>> rows,
      Function<S, Map<String, String>> set) {
    List<Value> maps = new ArrayList<>();
    for (S each : list) {
      Map<String, String> texts = new LinkedHashMap<>();
      rows.accept(new Rows.Writer<>(each, "", texts), Map.of());
      List<Entry> entries = new ArrayList<>(Entries.of(place, texts).entries());
      if (!set.apply(each).isEmpty()) {
        entries.add(new Entry(place, "set", Entries.of(place, set.apply(each))));
      }
      maps.add(new Entries(place, entries));
    }
    return new Items(place, maps);
  }

  private void refuse(Faults faults, Value value, String item, String rule) {
    String was = " with the keys " + keys + ", was " + value.shown();
    faults.add(value.place(), item, item + " must be " + rule + was);
  }
}
