package doublegrok.local.reference;

import static doublegrok.local.reference.KeySchema.ordered;

import doublegrok.local.command.common.Json;
import doublegrok.spec.AlertAction;
import doublegrok.spec.SpecDifference;
import doublegrok.spec.SpecKey;
import doublegrok.task.FamilyKind;
import doublegrok.task.families.Families;
import doublegrok.task.key.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * JSON Schema (draft 2020-12) of run specs in sections, by which an editor completes and checks
 * them: keys, forms and bounds, and which key may stand beside which. Rules between values are the
 * program's alone.
 */
public final class RunSpecSchema {
  private static final List<String> OF_FAMILIES = List.of("task", "distribution", "evaluation");
  private static final List<String> OR_NOTHING = List.of("object", "null");
  private static final String DISTRIBUTION = "distribution";

  private final Families families;
  private final ProbesSchema probes;
  private final Map<String, Object> definitions = new LinkedHashMap<>();

  /**
   * The schema of these families' specs.
   *
   * @param probes that this program has: the keys of their means, by name
   */
  public RunSpecSchema(Families families, Map<String, List<Key<?>>> probes) {
    this.families = families;
    this.probes = new ProbesSchema(probes);
  }

  /** The schema as JSON. */
  public String text() {
    List<SpecKey> common = keys(families.kinds().get(0));
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    sections(common).forEach((section, keys) -> {
      boolean own = OF_FAMILIES.contains(section);
      if (section.isEmpty()) {
        keys.forEach(key -> properties.put(key.name(), reference("", key)));
      } else {
        properties.put(section, own ? open(section, common) : section("", keys));
      }
      if (keys.stream().anyMatch(key -> key.required() && key.only().isEmpty())) {
        required.add(section);
      }
    });
    properties.put("probes", probes.all());
    properties.put("swaps", list(SpecKey.MOST_SWAPS, swap(SpecKey.ofSwap())));
    properties.put("alerts", list(SpecKey.MOST_ALERTS, alert(SpecKey.ofAlert())));
    Map<String, Object> schema = ordered(
        "$schema",
        "https://json-schema.org/draft/2020-12/schema",
        "title",
        "Run spec",
        "description",
        "Everything that determines a run of doublegrok.",
        "type",
        "object",
        "properties",
        properties,
        "required",
        required,
        "additionalProperties",
        false,
        "allOf",
        families.kinds().stream().map(this::branch).toList());
    schema.put("$defs", definitions);
    return Json.text(schema) + "\n";
  }

  private List<SpecKey> keys(FamilyKind kind) {
    return SpecKey.of(kind, families);
  }

  private static Map<String, List<SpecKey>> sections(List<SpecKey> keys) {
    Map<String, List<SpecKey>> sections = new LinkedHashMap<>();
    keys.forEach(key ->
        sections.computeIfAbsent(key.section(), each -> new ArrayList<>()).add(key));
    return sections;
  }

  /** A section whose keys depend on the family; of task the family is known before. */
  private Map<String, Object> open(String section, List<SpecKey> keys) {
    Map<String, Object> schema = new LinkedHashMap<>();
    keys.stream()
        .filter(key -> key.name().equals("task.family") && section.equals("task"))
        .forEach(key -> {
          schema.put("properties", ordered("family", reference("", key)));
          schema.put("required", List.of("family"));
        });
    return schema;
  }

  /** What the specs of one family have besides. */
  private Map<String, Object> branch(FamilyKind kind) {
    List<SpecKey> keys = keys(kind);
    Map<String, Object> then = new LinkedHashMap<>();
    sections(keys).forEach((section, inside) -> {
      if (OF_FAMILIES.contains(section)) {
        then.put(section, section(kind.name(), inside));
      }
    });
    List<SpecKey> swapped =
        keys.stream().filter(key -> key.section().equals(DISTRIBUTION)).toList();
    List<String> names = keys.stream().map(SpecKey::name).toList();
    List<SpecKey> forked = keys.stream()
        .filter(key -> !SpecDifference.fixedByCheckpoints(names).contains(key.name()))
        .toList();
    Map<String, Object> swap = changes(kind.name(), swapped);
    swap.put("minProperties", 1);
    then.put("swaps", ordered("items", set(swap)));
    then.put("alerts", ordered("items", set(withProbes(changes(kind.name(), forked)))));
    Map<String, Object> family =
        ordered("properties", ordered("family", ordered("const", kind.name())));
    family.put("required", List.of("family"));
    return ordered(
        "if", ordered("properties", ordered("task", family), "required", List.of("task")),
        "then", ordered("properties", then));
  }

  private static Map<String, Object> set(Map<String, Object> changes) {
    return ordered("properties", ordered("set", changes));
  }

  /** A section with all of its keys and no others. */
  private Map<String, Object> section(String family, List<SpecKey> keys) {
    Map<String, Object> schema = closed(family, keys);
    List<String> required = keys.stream()
        .filter(key -> key.required() && key.only().isEmpty())
        .map(RunSpecSchema::own)
        .toList();
    if (required.isEmpty()) {
      schema.put("type", OR_NOTHING);
    } else {
      schema.put("required", required);
    }
    List<Object> conditions = keys.stream()
        .filter(key -> key.only().isPresent())
        .<Object>map(key -> condition(key, keys))
        .toList();
    if (!conditions.isEmpty()) {
      schema.put("allOf", conditions);
    }
    return schema;
  }

  private Map<String, Object> closed(String family, List<SpecKey> keys) {
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(own(key), reference(family, key)));
    return ordered("type", "object", "properties", properties, "additionalProperties", false);
  }

  /** A key that may stand where another has a value, and must, if it has no fallback. */
  private static Map<String, Object> condition(SpecKey key, List<SpecKey> section) {
    SpecKey.Only only = key.only().orElseThrow();
    Map<String, Object> condition =
        onlyIf(own(only.key()), ordered("const", only.value()), own(key));
    if (section.stream().anyMatch(each -> each.isByItself(only))) {
      object(condition, "if").remove("required"); // what is absent has the value
    }
    if (key.required()) {
      condition.put("then", ordered("required", List.of(own(key))));
    }
    return condition;
  }

  /** No key of this name, unless another has a value. */
  private static Map<String, Object> onlyIf(String other, Map<String, Object> value, String name) {
    return ordered(
        "if",
        ordered("properties", ordered(other, value), "required", List.of(other)),
        "else",
        ordered("properties", ordered(name, false)));
  }

  /** Other values of some keys, each dotted or in its section. */
  private Map<String, Object> changes(String family, List<SpecKey> keys) {
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(key.name(), reference(family, key)));
    sections(keys).forEach((section, inside) -> {
      if (!section.isEmpty()) {
        Map<String, Object> partial = closed(family, inside);
        partial.put("minProperties", 1);
        properties.put(section, partial);
      }
    });
    return ordered("type", "object", "properties", properties, "additionalProperties", false);
  }

  private static Map<String, Object> withProbes(Map<String, Object> changes) {
    put(
        changes,
        "probes",
        ordered(
            "type",
            "object",
            "propertyNames",
            ProbesSchema.name(),
            "additionalProperties",
            ProbesSchema.rhythm()));
    changes.put(
        "patternProperties",
        ordered("^probes\\." + SpecKey.PROBE_NAME + "$", ProbesSchema.rhythm()));
    return changes;
  }

  private Map<String, Object> swap(List<SpecKey> keys) {
    Map<String, Object> swap = section("swaps", keys);
    put(swap, "set", ordered("description", "Keys below distribution and their new values."));
    swap.put("required", List.of("at_batch", "set"));
    return swap;
  }

  private Map<String, Object> alert(List<SpecKey> keys) {
    Map<String, Object> alert = section("alerts", keys);
    put(
        alert,
        "set",
        ordered(
            "description",
            "With action fork: what the fork changes; with explain: what each fork does."));
    List<Object> conditions = new ArrayList<>((List<?>) alert.get("allOf"));
    List<String> forking = Stream.of(AlertAction.values())
        .filter(AlertAction::forks)
        .map(AlertAction::label)
        .toList();
    conditions.add(onlyIf("action", ordered("enum", forking), "set"));
    alert.put("allOf", conditions);
    return alert;
  }

  private static void put(Map<String, Object> object, String key, Object schema) {
    object(object, "properties").put(key, schema);
  }

  @SuppressWarnings("unchecked") // what is asked for is a map
  private static Map<String, Object> object(Map<String, Object> schema, String key) {
    return (Map<String, Object>) schema.get(key);
  }

  private static Map<String, Object> list(int most, Map<String, Object> each) {
    return ordered("type", List.of("array", "null"), "maxItems", most, "items", each);
  }

  /** The key's name in its section. */
  private static String own(SpecKey key) {
    return own(key.name());
  }

  private static String own(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  /** A pointer to the key's schema, which stands once. */
  private Map<String, Object> reference(String family, SpecKey key) {
    Map<String, Object> schema = KeySchema.of(key.key());
    String name = key.name();
    if (!schema.equals(definitions.getOrDefault(name, schema))) {
      name = family + "." + name;
    }
    definitions.put(name, schema);
    return ordered("$ref", "#/$defs/" + name);
  }
}
