package doublegrok.spec;

import doublegrok.spec.text.Faults;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.spec.text.Place;
import doublegrok.spec.text.Value;
import doublegrok.spec.text.Value.Entries;
import doublegrok.spec.text.Value.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list {@code alerts}: what is done by itself when something happens to the run. */
final class AlertKeys {
  /** Changes of one explanation, beside its twin. */
  private static final int EXPLAINED_MAX = 3;

  static final MapList LIST = new MapList("alerts", "on and action", 100);

  private final List<AlertSpec> alerts = new ArrayList<>();
  private final List<Place> sets = new ArrayList<>();

  List<AlertSpec> read(KeyReader in) {
    LIST.read(in, this::readOne);
    return alerts;
  }

  /**
   * Tries what each fork would change on a sound spec.
   *
   * @param spec without alerts
   */
  void tryForks(RunSpec spec, Faults faults) {
    for (int i = 0; i < alerts.size(); i++) {
      Place place = sets.get(i);
      String name = "alerts[" + i + "].set";
      for (String key :
          SpecDifference.fixedByCheckpoints(alerts.get(i).changes().keySet())) {
        String fixed = name + "." + key;
        faults.add(place, fixed, fixed + " cannot be changed by a fork; leave it out");
      }
      try {
        spec.changed(name, alerts.get(i).overrides());
      } catch (InvalidSpecException broken) {
        broken
            .faults()
            .forEach(fault ->
                faults.add(place, name + "." + fault.key(), name + ": " + fault.sentence()));
      }
    }
  }

  private void readOne(KeyReader in) {
    Optional<Value> set = in.any("set");
    AlertSpec alert =
        AlertSpec.of(in.rows(""), set.map(each -> texts(in, each)).orElseGet(Map::of));
    if (set.isPresent() && in.sound("action") && !alert.action().forks()) {
      String was = alert.action().label() + "; remove it";
      in.broken("set", " is for action: fork or explain only, was given for " + was);
    } else if (alert.action() == AlertAction.EXPLAIN && alert.changes().size() > EXPLAINED_MAX) {
      in.broken(
          "set",
          " must have at most %d keys with action: explain, each of which makes a run, had %d"
              .formatted(EXPLAINED_MAX, alert.changes().size()));
    }
    alerts.add(alert);
    sets.add(in.values().place("set"));
  }

  private Map<String, String> texts(KeyReader in, Value set) {
    Faults faults = in.values().faults();
    String name = in.name("set");
    if (set instanceof Entries map) {
      // a list of the spec itself, as swaps, is more than a value
      return KeyValues.flattened(map, faults)
          .texts(
              name + ".",
              "a value",
              (key, value) -> !value.empty() && (value instanceof Scalar || key.contains(".")));
    }
    String example = " must be a map, for example {optimizer.learning_rate: 1.0e-4}, was ";
    faults.add(set.place(), name, name + example + set.shown());
    return Map.of();
  }
}
