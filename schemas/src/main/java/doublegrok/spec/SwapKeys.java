package doublegrok.spec;

import doublegrok.spec.text.Faults;
import doublegrok.spec.text.Value;
import doublegrok.spec.text.Value.Entries;
import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.key.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list {@code swaps}: changes of the distribution that the spec plans. */
final class SwapKeys {
  static final MapList LIST = new MapList("swaps", "at_batch and set", 1000);

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
  SwapKeys(Distribution initial, List<Key<?>> keys, Optional<Family> family, int context) {
    this.keys = keys;
    this.current = initial;
    this.family = family;
    this.context = context;
  }

  List<ScheduledSwap> read(KeyReader in) {
    LIST.read(in, this::readOne);
    return swaps;
  }

  private void readOne(KeyReader in) {
    long after = swaps.isEmpty() ? 0 : swaps.get(swaps.size() - 1).atBatch();
    Optional<Value> set = in.any("set");
    ScheduledSwap swap =
        ScheduledSwap.of(in.rows(""), set.map(each -> changes(in, each)).orElseGet(Map::of));
    if (in.sound("at_batch") && swap.atBatch() <= after) {
      String was = ", at " + after + ", was " + swap.atBatch();
      in.broken("at_batch", " must be beyond the swap before it" + was);
    }
    if (set.isEmpty()) {
      in.broken("set", " is missing: it must be a map, for example {distribution.tasks: 8}");
    }
    swaps.add(in.sound("at_batch") ? swap : new ScheduledSwap(after, swap.changes()));
  }

  private Map<String, String> changes(KeyReader in, Value set) {
    String name = in.name("set");
    Faults faults = in.values().faults();
    int before = faults.count();
    KeyValues values = set instanceof Entries map
        ? KeyValues.flattened(map, faults)
        : new KeyValues(set.place(), faults);
    if (values.written().isEmpty()) {
      String was = set instanceof Entries ? "empty" : set.shown();
      String rule = " must be a map with at least one key of the distribution, was ";
      faults.add(set.place(), name, name + rule + was);
    }
    current = DistributionChanges.read(values, current, keys, family, context, name + ".");
    Map<String, String> changes = DistributionKeys.texts(current, keys);
    changes.keySet().retainAll(values.written().keySet());
    if (faults.count() > before) {
      family = Optional.empty(); // what follows would be faults of faults
    }
    return changes;
  }
}
