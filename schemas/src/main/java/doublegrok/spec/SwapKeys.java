package doublegrok.spec;

import doublegrok.spec.Value.Entries;
import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list {@code swaps}: changes of the distribution that the spec plans. */
final class SwapKeys {
  static final MapList LIST = new MapList("swaps", "at_batch and set", 1000);

  private static final Key<Long> AT_BATCH = Key.whole("at_batch", 1, TrainingSpec.MOST_STEPS);

  private final Faults faults;
  private final List<ScheduledSwap> swaps = new ArrayList<>();
  private final List<Key<?>> keys;
  private Distribution current;
  private Optional<Family> family;
  private final int context;

  /**
   * A reader of swaps.
   *
   * @param initial the distribution that the first swap changes
   * @param keys of the family below {@code distribution}
   * @param family to check the results with; empty if they cannot be, for other faults
   */
  SwapKeys(
      Faults faults,
      Distribution initial,
      List<Key<?>> keys,
      Optional<Family> family,
      int context) {
    this.faults = faults;
    this.keys = keys;
    this.current = initial;
    this.family = family;
    this.context = context;
  }

  List<ScheduledSwap> read(Optional<Value> value) {
    LIST.read(value, faults, this::readOne);
    return swaps;
  }

  static Values values(ScheduledSwap swap) {
    return Values.none().with(AT_BATCH, swap.atBatch());
  }

  private void readOne(String name, Entries map) {
    KeyReader in = new KeyReader(KeyValues.shallow(map, faults), faults, name + ".");
    long after = swaps.isEmpty() ? 0 : swaps.get(swaps.size() - 1).atBatch();
    long atBatch = in.get(AT_BATCH);
    if (in.sound("at_batch") && atBatch <= after) {
      in.broken("at_batch", " must be beyond the swap before it, at " + after + ", was " + atBatch);
    }
    Map<String, String> changes =
        in.any("set").map(set -> changes(name + ".set", set)).orElseGet(Map::of);
    if (in.any("set").isEmpty()) {
      in.broken("set", " is missing: it must be a map, for example {distribution.tasks: 8}");
    }
    in.refuseUnknown();
    swaps.add(new ScheduledSwap(in.sound("at_batch") ? atBatch : after, changes));
  }

  private Map<String, String> changes(String name, Value set) {
    int before = faults.count();
    Map<String, String> changes = new LinkedHashMap<>();
    if (set instanceof Entries map && !map.entries().isEmpty()) {
      KeyValues values = KeyValues.flattened(map, set.place(), faults);
      Distribution changed =
          DistributionChanges.read(values, current, keys, family, context, faults, name + ".");
      DistributionKeys.texts(changed, keys).forEach((key, text) -> {
        if (values.get(key).isPresent()) {
          changes.put(key, text);
        }
      });
      current = changed;
    } else {
      faults.add(
          set.place(),
          name,
          name + " must be a map with at least one key of the" + " distribution, was "
              + (set instanceof Entries ? "empty" : set.shown()));
    }
    if (faults.count() > before) {
      family = Optional.empty(); // what follows would be faults of faults
    }
    return changes;
  }
}
