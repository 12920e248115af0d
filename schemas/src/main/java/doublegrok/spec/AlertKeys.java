package doublegrok.spec;

import doublegrok.spec.Value.Entries;
import doublegrok.spec.Value.Items;
import doublegrok.spec.Value.Scalar;
import doublegrok.task.key.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The list {@code alerts}: what is done by itself when something happens to the run. */
final class AlertKeys {
  private static final int MOST = 100;
  private static final int SECONDS = 120;
  private static final int MOST_SECONDS = 1_000_000;

  private final Faults faults;
  private final List<AlertSpec> alerts = new ArrayList<>();
  private final List<Value> changes = new ArrayList<>();

  AlertKeys(Faults faults) {
    this.faults = faults;
  }

  List<AlertSpec> read(Optional<Value> value) {
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof Items items)) {
      faults.add(
          value.get().place(),
          "alerts",
          "alerts must be a list of maps with the keys on and action, was "
              + value.get().shown());
      return List.of();
    }
    if (items.values().size() > MOST) {
      faults.add(
          items.place(),
          "alerts",
          "alerts must be at most " + MOST + ", were " + items.values().size());
      return List.of();
    }
    for (int i = 0; i < items.values().size(); i++) {
      readOne("alerts[" + i + "]", items.values().get(i));
    }
    return alerts;
  }

  /**
   * Tries what each fork would change on a sound spec.
   *
   * @param spec without alerts
   */
  void tryForks(RunSpec spec) {
    String text = RunSpecs.canonical(spec);
    for (int i = 0; i < alerts.size(); i++) {
      String name = "alerts[" + i + "].set";
      Place place = changes.get(i).place();
      SpecDifference.fixedByCheckpoints(alerts.get(i).changes().keySet())
          .forEach(key -> faults.add(
              place,
              name + "." + key,
              name + "." + key + " cannot be changed by a fork; leave it out"));
      try {
        RunSpecs.parse(text, name, alerts.get(i).overrides());
      } catch (InvalidSpecException broken) {
        broken
            .faults()
            .forEach(fault ->
                faults.add(place, name + "." + fault.key(), name + ": " + fault.sentence()));
      }
    }
  }

  /** The alerts as a section of the canonical text. */
  static String text(List<AlertSpec> alerts) {
    StringBuilder yaml = new StringBuilder(alerts.isEmpty() ? "alerts: []\n" : "alerts:\n");
    for (AlertSpec alert : alerts) {
      yaml.append("  - on: ").append(alert.on().label());
      yaml.append("\n    action: ").append(alert.action().label()).append('\n');
      if (alert.on() == AlertTrigger.STALL) {
        yaml.append("    seconds: ").append(alert.seconds()).append('\n');
      }
      if (!alert.changes().isEmpty()) {
        yaml.append("    set:\n");
        new TreeMap<>(alert.changes())
            .forEach((key, text) ->
                yaml.append("      ").append(key).append(": ").append(text).append('\n'));
      }
    }
    return yaml.toString();
  }

  private void readOne(String name, Value value) {
    if (!(value instanceof Entries map)) {
      faults.add(
          value.place(),
          name,
          name + " must be a map with the keys on and action, was " + value.shown());
      return;
    }
    KeyReader in = new KeyReader(KeyValues.shallow(map, faults), faults, name + ".");
    AlertTrigger on = in.required("on", Rule.choice(AlertTrigger.class));
    AlertAction action = in.required("action", Rule.choice(AlertAction.class));
    int seconds = in.optional("seconds", Rule.integer(1, MOST_SECONDS), SECONDS);
    if (in.any("seconds").isPresent() && in.sound("on") && on != AlertTrigger.STALL) {
      in.broken("seconds", " is for on: stall only, was given for " + on.label() + "; remove it");
    }
    Map<String, String> set = in.any("set").map(each -> texts(name, each)).orElseGet(Map::of);
    if (in.any("set").isPresent() && in.sound("action") && action != AlertAction.FORK) {
      in.broken(
          "set", " is for action: fork only, was given for " + action.label() + "; remove it");
    }
    in.refuseUnknown();
    alerts.add(new AlertSpec(on, action, seconds, set));
    changes.add(in.any("set").orElse(value));
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
