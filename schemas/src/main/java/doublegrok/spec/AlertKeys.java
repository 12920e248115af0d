package doublegrok.spec;

import doublegrok.spec.Value.Entries;
import doublegrok.spec.Value.Scalar;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list {@code alerts}: what is done by itself when something happens to the run. */
final class AlertKeys {
  static final MapList LIST = new MapList("alerts", "on and action", 100);

  private static final Key<AlertTrigger> ON =
      Key.choice("on", AlertTrigger.all(), AlertTrigger::label);
  private static final Key<AlertAction> ACTION = Key.choice("action", AlertAction.class);
  private static final Key<Integer> SECONDS =
      Key.integer("seconds", 1, 1_000_000).or(120);

  private final Faults faults;
  private final List<AlertSpec> alerts = new ArrayList<>();
  private final List<Value> changes = new ArrayList<>();

  AlertKeys(Faults faults) {
    this.faults = faults;
  }

  List<AlertSpec> read(Optional<Value> value) {
    LIST.read(value, faults, this::readOne);
    return alerts;
  }

  /**
   * Tries what each fork would change on a sound spec.
   *
   * @param spec without alerts
   */
  void tryForks(RunSpec spec) {
    for (int i = 0; i < alerts.size(); i++) {
      String name = "alerts[" + i + "].set";
      Place place = changes.get(i).place();
      SpecDifference.fixedByCheckpoints(alerts.get(i).changes().keySet())
          .forEach(key -> faults.add(
              place,
              name + "." + key,
              name + "." + key + " cannot be changed by a fork; leave it out"));
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

  static Values values(AlertSpec alert) {
    Values values = Values.none().with(ON, alert.on()).with(ACTION, alert.action());
    return alert.on().equals(AlertTrigger.STALL) ? values.with(SECONDS, alert.seconds()) : values;
  }

  private void readOne(String name, Entries map) {
    KeyReader in = new KeyReader(KeyValues.shallow(map, faults), faults, name + ".");
    AlertTrigger on = in.get(ON);
    AlertAction action = in.get(ACTION);
    int seconds = in.get(SECONDS);
    if (in.any("seconds").isPresent() && in.sound("on") && !on.equals(AlertTrigger.STALL)) {
      in.broken("seconds", " is for on: stall only, was given for " + on.label() + "; remove it");
    }
    Map<String, String> set = in.any("set").map(each -> texts(name, each)).orElseGet(Map::of);
    if (in.any("set").isPresent() && in.sound("action") && action != AlertAction.FORK) {
      in.broken(
          "set", " is for action: fork only, was given for " + action.label() + "; remove it");
    }
    in.refuseUnknown();
    alerts.add(new AlertSpec(on, action, seconds, set));
    changes.add(in.any("set").orElse(map));
  }

  private Map<String, String> texts(String name, Value set) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (set instanceof Entries map) {
      KeyValues.flattened(map, set.place(), faults).written().forEach((key, value) -> {
        // a list of the spec itself, as swaps, is more than a value
        boolean one = !value.empty() && (value instanceof Scalar || key.contains("."));
        Optional<String> text = one ? value.asText() : Optional.empty();
        text.ifPresent(each -> texts.put(key, each));
        if (text.isEmpty()) {
          String shown = name + ".set." + Written.shown(key);
          faults.add(value.place(), shown, shown + " must be a value, was " + value.shown());
        }
      });
    } else {
      faults.add(
          set.place(),
          name + ".set",
          name + ".set must be a map, for example {optimizer.learning_rate: 1.0e-4}, was "
              + set.shown());
    }
    return texts;
  }
}
