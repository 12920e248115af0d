package doublegrok.sweep;

import doublegrok.spec.Faults;
import doublegrok.spec.Place;
import doublegrok.spec.Value;
import doublegrok.spec.Value.Entries;
import doublegrok.spec.Value.Entry;
import doublegrok.spec.Value.Items;
import doublegrok.spec.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rules of a sweep by which runs are stopped early: each is an alert of every run, with {@code
 * when} for what an alert calls {@code on}, and {@code action: stop}.
 */
final class StopRules {
  private StopRules() {}

  /**
   * The alerts of every run, as YAML: those that it has anyhow, and the rules.
   *
   * @param base the run spec that all runs have in common, as YAML
   * @param rules each a map on one line
   */
  static String alerts(String base, List<String> rules) {
    List<String> all = new ArrayList<>(of(base));
    rules.forEach(rule -> all.add(
        rule.replaceFirst("(^\\{|, )when: ", "$1on: ").replaceFirst("\\}$", ", action: stop}")));
    return "[" + String.join(", ", all) + "]";
  }

  /** Those of the base; what is wrong with its text is told where it is read as a spec. */
  private static List<String> of(String base) {
    return YamlText.read(base, Place.of("base"), "", new Faults("base")).stream()
        .flatMap(root -> root instanceof Entries map ? map.entries().stream() : Stream.empty())
        .filter(entry -> entry.key().equals("alerts"))
        .map(Entry::value)
        .flatMap(value -> value instanceof Items items ? items.values().stream() : Stream.empty())
        .map(Value::flow)
        .toList();
  }
}
