package doublegrok.local.reference;

import doublegrok.task.key.Decimal;
import doublegrok.task.key.Form;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** JSON Schema of one key's values. */
final class KeySchema {
  private KeySchema() {}

  /** The form of the values, what the key means, its rule, and what it is if it is absent. */
  static <T> Map<String, Object> of(Key<T> key) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", description(key));
    schema.putAll(form(key.rule().form()));
    if (key.following().isEmpty()) {
      key.fallback()
          .map(key.rule().text())
          .ifPresent(text -> schema.put("default", value(key.rule().form(), text)));
    }
    return schema;
  }

  private static String description(Key<?> key) {
    String rule = "Must be " + key.rule().words() + ".";
    String following =
        key.following().map(words -> " Unless it is given: " + words + ".").orElse("");
    return (key.about() + " " + rule + following).strip();
  }

  private static Map<String, Object> form(Form form) {
    if (form instanceof Form.Whole whole) {
      return ordered("type", "integer", "minimum", whole.low(), "maximum", whole.high());
    }
    if (form instanceof Form.Listed listed) {
      return ordered("type", "integer", "enum", listed.numbers());
    }
    if (form instanceof Form.Real real) {
      return real(real.interval());
    }
    if (form instanceof Form.Flag) {
      return ordered("type", "boolean");
    }
    if (form instanceof Form.Word word) {
      return ordered("enum", word.words());
    }
    Form.Items items = (Form.Items) form;
    return ordered(
        "type",
        "array",
        "minItems",
        items.least(),
        "maxItems",
        items.most(),
        "items",
        form(items.each()));
  }

  private static Map<String, Object> real(Interval interval) {
    Map<String, Object> schema = ordered("type", "number");
    schema.put(interval.lowIncluded() ? "minimum" : "exclusiveMinimum", number(interval.low()));
    if (interval.high() < Double.MAX_VALUE) {
      schema.put(interval.highIncluded() ? "maximum" : "exclusiveMaximum", number(interval.high()));
    }
    return schema;
  }

  private static BigDecimal number(double value) {
    return new BigDecimal(value == (long) value ? "" + (long) value : Decimal.text(value));
  }

  /** A value's text as JSON has it. */
  private static Object value(Form form, String text) {
    if (form instanceof Form.Word) {
      return text;
    }
    if (form instanceof Form.Flag) {
      return Boolean.valueOf(text);
    }
    if (form instanceof Form.Items items) {
      return Stream.of(text.replaceAll("[\\[\\]]", "").split(", ", -1))
          .filter(each -> !each.isEmpty())
          .map(each -> value(items.each(), each))
          .toList();
    }
    return new BigDecimal(text);
  }

  /** A map in this order. */
  static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    List<Object> all = List.of(keysAndValues);
    for (int i = 0; i < all.size(); i += 2) {
      map.put((String) all.get(i), all.get(i + 1));
    }
    return map;
  }
}
