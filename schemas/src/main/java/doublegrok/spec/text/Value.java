package doublegrok.spec.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A value of a YAML text that knows where it was written. */
public sealed interface Value {
  Place place();

  /** The value as an error sentence names it. */
  String shown();

  /** The text by which a rule reads it; empty if no rule can. */
  default Optional<String> asText() {
    return Optional.empty();
  }

  /** The value as YAML on one line. */
  String flow();

  /** Whether nothing stands there, which counts as an absent key. */
  default boolean empty() {
    return false;
  }

  /**
   * A single value.
   *
   * @param text what was written, without quotes
   * @param quoted whether it was, which makes it a text and never a number
   */
  record Scalar(Place place, String text, boolean quoted) implements Value {
    @Override
    public Optional<String> asText() {
      return Optional.of(text);
    }

    @Override
    public String shown() {
      return quoted ? "the text \"" + Written.shown(text) + "\"" : Written.shown(text);
    }

    @Override
    public String flow() {
      boolean plain = !quoted && text.matches("[\\w.+/ -]*");
      return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public boolean empty() {
      return !quoted
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }
  }

  /** A list. */
  record Items(Place place, List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public Optional<String> asText() {
      // a comma or a bracket would read as more than one value
      boolean plain = values.stream()
          .allMatch(each -> each instanceof Scalar one && one.text().matches("[^,\\[\\]]*"));
      return plain
          ? Optional.of(values.stream()
              .map(each -> ((Scalar) each).text())
              .collect(Collectors.joining(", ", "[", "]")))
          : Optional.empty();
    }

    @Override
    public String flow() {
      return values.stream().map(Value::flow).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public String shown() {
      return "a list";
    }
  }

  /** A map, its entries in the order of the text, duplicates included. */
  record Entries(Place place, List<Entry> entries) implements Value {
    public Entries {
      entries = List.copyOf(entries);
    }

    /** A map of single values. */
    public static Entries of(Place place, Map<String, String> texts) {
      return new Entries(
          place,
          texts.entrySet().stream()
              .map(each ->
                  new Entry(place, each.getKey(), new Scalar(place, each.getValue(), false)))
              .toList());
    }

    @Override
    public String flow() {
      return entries.stream()
          .map(each -> each.key() + ": " + each.value().flow())
          .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public String shown() {
      return "a map";
    }
  }

  /** An entry of a map. */
  record Entry(Place place, String key, Value value) {}
}
