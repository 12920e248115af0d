package doublegrok.spec;

import doublegrok.spec.Value.Entries;
import doublegrok.task.families.Families;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    Faults faults = new Faults("the run spec " + Written.shown(source));
    Place whole = Place.of(source);
    Optional<Value> root = YamlText.read(yaml, whole, "", faults);
    faults.throwIfAny();
    if (!(root.orElseThrow() instanceof Entries map)) {
      faults.add(
          root.orElseThrow().place(),
          "",
          "a run spec must be a map of sections, was "
              + (root.orElseThrow().empty() ? "empty" : root.orElseThrow().shown())
              + "; start from a preset");
      throw faults.exception();
    }
    KeyValues values = KeyValues.flattened(map, whole, faults);
    Overrides.apply(overrides, values, faults);
    RunSpec spec = new RunKeys(values, faults).read(families);
    faults.throwIfAny();
    return spec;
  }

  /** The text with every key written out in a fixed order; reading it gives the same spec. */
  public static String canonical(RunSpec spec) {
    StringBuilder yaml = new StringBuilder();
    String section = "";
    for (Map.Entry<String, String> text : RunKeys.texts(spec).entrySet()) {
      String key = text.getKey();
      int dot = key.indexOf('.');
      if (dot > 0 && !key.substring(0, dot).equals(section)) {
        section = key.substring(0, dot);
        yaml.append(section).append(":\n");
      }
      yaml.append(dot > 0 ? "  " : "").append(key.substring(dot + 1));
      yaml.append(": ").append(text.getValue()).append('\n');
    }
    yaml.append(spec.swaps().isEmpty() ? "swaps: []\n" : "swaps:\n");
    spec.swaps().forEach(swap -> yaml.append(MapList.text(SwapKeys.values(swap), swap.changes())));
    yaml.append(spec.alerts().isEmpty() ? "alerts: []\n" : "alerts:\n");
    spec.alerts()
        .forEach(alert -> yaml.append(MapList.text(AlertKeys.values(alert), alert.changes())));
    return yaml.toString();
  }
}
