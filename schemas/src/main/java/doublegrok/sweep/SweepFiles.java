package doublegrok.sweep;

import doublegrok.spec.text.Faults;
import doublegrok.spec.text.Nearest;
import doublegrok.spec.text.Place;
import doublegrok.spec.text.Value;
import doublegrok.spec.text.Value.Entries;
import doublegrok.spec.text.Value.Entry;
import doublegrok.spec.text.Value.Items;
import doublegrok.spec.text.Value.Scalar;
import doublegrok.spec.text.YamlText;
import doublegrok.sweep.SweepFile.Base;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reader of sweep files, as YAML text. */
public final class SweepFiles {
  static final int MOST_RUNS = 10_000;
  private static final int ATTEMPTS = 3;
  private static final List<String> KEYS = List.of(
      "base",
      "spec",
      "set",
      "vary",
      "runs",
      "seeds",
      "at_once",
      "attempts",
      "stop",
      "measure",
      "rows",
      "columns");

  private final Faults faults;
  private final Place whole;
  private final Map<String, Value> given = new LinkedHashMap<>();

  private SweepFiles(Faults faults, Place whole) {
    this.faults = faults;
    this.whole = whole;
  }

  /**
   * Reads a sweep file.
   *
   * @param source name of the text in faults, for example a file name
   * @throws doublegrok.spec.text.InvalidSpecException with every fault at once
   */
  public static SweepFile parse(String yaml, String source) {
    Faults faults = new Faults("the sweep " + source);
    Place whole = Place.of(source);
    Value root = YamlText.read(yaml, whole, "", faults).orElseThrow(faults::exception);
    if (!(root instanceof Entries map)) {
      String was = root.empty() ? "empty" : root.shown();
      faults.add(
          root.place(),
          "",
          "a sweep must be a map with the keys base and vary or runs, was %s".formatted(was));
      throw faults.exception();
    }
    SweepFiles reader = new SweepFiles(faults, whole);
    map.entries().forEach(reader::take);
    SweepFile file = reader.file();
    faults.throwIfAny();
    return file;
  }

  private void take(Entry entry) {
    if (!KEYS.contains(entry.key())) {
      fault(
          entry.place(),
          entry.key(),
          "unknown key %s%s; there are %s"
              .formatted(
                  entry.key(), Nearest.question(entry.key(), KEYS), String.join(", ", KEYS)));
    } else if (given.containsKey(entry.key())) {
      fault(entry.place(), entry.key(), entry.key() + " is already given; keep one of the two");
    } else if (!entry.value().empty()) {
      given.put(entry.key(), entry.value());
    }
  }

  private SweepFile file() {
    List<Variation> vary = new ArrayList<>();
    refuseTwice("vary", entries("vary"));
    entries("vary").forEach(each -> variation(each).ifPresent(vary::add));
    List<Map<String, String>> runs = new ArrayList<>();
    items("runs").forEach(each -> runs.add(changes("runs", each)));
    if (runs.stream().anyMatch(each -> each.containsKey("seed"))) {
      broken("runs", "have seeds by the key seeds; write seeds: [1, 2] instead");
    }
    List<Long> seeds = given.get("seeds") instanceof Items list
        ? list.values().stream()
            .map(each -> whole("seeds", each, Long.MIN_VALUE))
            .toList()
        : List.of();
    int seedCount = given.get("seeds") instanceof Items ? 0 : number("seeds", 1, 1, 1000);
    if (seeds.isEmpty() && seedCount == 0) {
      broken("seeds", "must be a number or a list of seeds, was an empty list");
    }
    if (seeds.stream().distinct().count() < seeds.size()) {
      broken("seeds", "has a value twice");
    }
    List<String> stop = items("stop").stream().map(Value::flow).toList();
    SweepFigure figure = new SweepFigure(text("measure"), text("rows"), text("columns"));
    return new SweepFile(
        base(),
        Optional.ofNullable(given.get("set")).map(each -> changes("set", each)).orElse(Map.of()),
        vary,
        runs,
        seeds,
        seedCount,
        number("at_once", 0, 1, 10_000),
        number("attempts", ATTEMPTS, 1, 100),
        stop,
        figure);
  }

  private Base base() {
    boolean named = given.containsKey("base");
    if (named == given.containsKey("spec")) {
      fault(
          whole,
          "base",
          named
              ? "base and spec exclude each other; give one of them"
              : "base is missing: it must be a preset's name or a file; or give a spec inline");
    }
    if (given.get("spec") instanceof Entries inline) {
      return new Base.Inline(inline.flow());
    }
    Optional.ofNullable(given.get("spec"))
        .ifPresent(each -> broken("spec", "must be a run spec, as a map, was " + each.shown()));
    Optional.ofNullable(given.get("base"))
        .filter(each -> !(each instanceof Scalar))
        .ifPresent(
            each -> broken("base", "must be a preset's name or a file, was " + each.shown()));
    return new Base.Named(text("base"));
  }

  private Optional<Variation> variation(Entry entry) {
    if (entry.key().equals("seed")) {
      fault(entry.place(), "vary.seed", "vary.seed is not varied so; write seeds: [1, 2] instead");
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    if (entry.value() instanceof Items list) {
      list.values().forEach(each -> values.add(each.flow()));
    } else if (entry.value() instanceof Entries map) {
      try {
        values.addAll(ValueRange.of(shallow(map)).values());
      } catch (IllegalArgumentException broken) {
        fault(entry.place(), "vary", "vary." + entry.key() + " " + broken.getMessage());
        return Optional.empty();
      }
    }
    if (values.isEmpty()) {
      fault(
          entry.place(),
          "vary",
          "vary.%s must be a list of values or a range {from:, to:, count:}, was %s"
              .formatted(entry.key(), entry.value().shown()));
      return Optional.empty();
    }
    if (values.stream().distinct().count() < values.size()) {
      fault(entry.place(), "vary", "vary.%s has a value twice".formatted(entry.key()));
    }
    return Optional.of(new Variation(entry.key(), values));
  }

  private static Map<String, String> shallow(Entries map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.entries().forEach(each -> texts.put(each.key(), each.value().flow()));
    return texts;
  }

  /** The keys of a map and their values; a map in it is a section. */
  private Map<String, String> changes(String key, Value value) {
    Map<String, String> changes = new LinkedHashMap<>();
    if (!(value instanceof Entries map)) {
      fault(
          value.place(),
          key,
          key + " must be dotted keys with values, as {model.layers: 2}, was " + value.shown());
      return changes;
    }
    refuseTwice(key, map.entries());
    for (Entry each : map.entries()) {
      if (each.value() instanceof Entries section) {
        refuseTwice(key + "." + each.key(), section.entries());
        section
            .entries()
            .forEach(inner ->
                changes.put(each.key() + "." + inner.key(), inner.value().flow()));
      } else {
        changes.put(each.key(), each.value().flow());
      }
    }
    return changes;
  }

  /** Of two values for a key, nobody knows which is meant. */
  private void refuseTwice(String within, List<Entry> entries) {
    Set<String> names = new HashSet<>();
    entries.stream()
        .filter(each -> !names.add(each.key()))
        .forEach(each -> fault(
            each.place(),
            within,
            "%s.%s is already given; keep one of the two".formatted(within, each.key())));
  }

  private List<Entry> entries(String key) {
    Optional<Value> value = Optional.ofNullable(given.get(key));
    if (value.isPresent() && !(value.get() instanceof Entries)) {
      broken(key, "must be a map of dotted keys, was " + value.get().shown());
    }
    return value.orElse(new Entries(whole, List.of())) instanceof Entries map
        ? map.entries()
        : List.of();
  }

  private List<Value> items(String key) {
    Optional<Value> value = Optional.ofNullable(given.get(key));
    if (value.isPresent() && !(value.get() instanceof Items)) {
      broken(key, "must be a list, was " + value.get().shown());
    }
    return value.orElse(new Items(whole, List.of())) instanceof Items list
        ? list.values()
        : List.of();
  }

  private String text(String key) {
    return Optional.ofNullable(given.get(key)).flatMap(Value::asText).orElse("");
  }

  private int number(String key, int otherwise, int least, int most) {
    if (!given.containsKey(key)) {
      return otherwise;
    }
    long number = whole(key, given.get(key), least);
    if (number > most) {
      broken(key, "must be %d..%d, was %s".formatted(least, most, given.get(key).shown()));
    }
    return (int) Math.max(least, Math.min(most, number));
  }

  private long whole(String key, Value value, long least) {
    String text = value.asText().orElse("").replace("_", "");
    if (least > Long.MIN_VALUE && text.matches("[0-9]{19,}")) {
      return Long.MAX_VALUE;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException none) {
      // told below, as a number that is too small
    }
    String rule =
        least == Long.MIN_VALUE ? "whole numbers" : "a whole number from " + least + " on";
    fault(value.place(), key, "%s must be %s, was %s".formatted(key, rule, value.shown()));
    return Math.max(0, least);
  }

  private void broken(String key, String sentence) {
    Place place = Optional.ofNullable(given.get(key)).map(Value::place).orElse(whole);
    fault(place, key, key + " " + sentence);
  }

  private void fault(Place place, String key, String sentence) {
    faults.add(place, key, sentence);
  }
}
