package doublegrok.spec;

import doublegrok.spec.text.Faults;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.spec.text.Place;
import doublegrok.spec.text.Value;
import doublegrok.spec.text.Value.Entries;
import doublegrok.spec.text.Value.Items;
import doublegrok.spec.text.Written;
import doublegrok.task.families.Families;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reader of run specs, as YAML text, of the families that it is given; and their writer. */
public final class RunSpecs {
  private final Families families;

  /** A reader of run specs of these families. */
  public RunSpecs(Families families) {
    this.families = families;
  }

  /** A reader of run specs of the families that come with the program. */
  public static RunSpecs builtIn() {
    return new RunSpecs(Families.builtIn());
  }

  /**
   * Reads a run spec.
   *
   * @param yaml one document of at most 2^20 characters; {@code model.width} may be written as one
   *     dotted key or as a map in a map, and an empty value is an absent key
   * @param source name of the text in faults, for example a file name
   * @param overrides {@code key=value}, in place of the text's values; the value is YAML, an empty
   *     one removes the key
   * @throws InvalidSpecException with every fault at once
   */
  public RunSpec parse(String yaml, String source, List<String> overrides) {
    Faults faults = faults(source);
    String rule = "a run spec must be a map of sections, was %s; start from a preset";
    KeyValues values = KeyValues.parse(yaml, source, faults, rule, true);
    values.override(overrides);
    return new RunKeys(values).read(families);
  }

  /** A spec with other values of some keys, read anew. */
  static RunSpec changed(RunSpec spec, String source, List<String> overrides) {
    Place place = Place.of(source);
    KeyValues values = new KeyValues(place, faults(source));
    RunKeys.values(spec, place).forEach(values::put);
    values.override(overrides);
    return new RunKeys(values).read(Families.of(spec.family().kind()));
  }

  private static Faults faults(String source) {
    return new Faults("the run spec " + Written.shown(source));
  }

  /** The text with every key written out in a fixed order; reading it gives the same spec. */
  public static String canonical(RunSpec spec) {
    StringBuilder yaml = new StringBuilder();
    String section = "";
    for (Map.Entry<String, Value> each : RunKeys.values(spec, Place.of("")).entrySet()) {
      String key = each.getKey();
      int dot = key.indexOf('.');
      if (dot > 0 && !key.substring(0, dot).equals(section)) {
        section = key.substring(0, dot);
        yaml.append(section).append(":\n");
      }
      yaml.append(line(dot > 0 ? "  " : "", key.substring(dot + 1), each.getValue()));
    }
    return yaml.toString();
  }

  /** A spec's alerts, each as YAML on one line. */
  public static List<String> alerts(RunSpec spec) {
    Value alerts = RunKeys.values(spec, Place.of("")).get("alerts");
    return alerts instanceof Items list
        ? list.values().stream().map(Value::flow).toList()
        : List.of();
  }

  /** A key and its value, or the lines of a map or of a list of maps below it. */
  private static String line(String indent, String key, Value value) {
    String below = "";
    if (value instanceof Entries map) {
      below = lines(indent + "  ", map);
    } else if (value instanceof Items maps) {
      below = maps.values().stream()
          .map(map -> "  - " + lines("    ", (Entries) map).substring(4))
          .collect(Collectors.joining());
    }
    String text = below.isEmpty() ? " " + value.asText().orElseThrow() : "";
    return indent + key + ":" + text + "\n" + below;
  }

  private static String lines(String indent, Entries map) {
    return map.entries().stream()
        .map(each -> line(indent, each.key(), each.value()))
        .collect(Collectors.joining());
  }
}
