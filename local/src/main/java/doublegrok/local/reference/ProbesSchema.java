package doublegrok.local.reference;

import static doublegrok.local.reference.KeySchema.ordered;

import doublegrok.spec.SpecKey;
import doublegrok.task.key.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON Schema of the section {@code probes}. */
final class ProbesSchema {
  private final Map<String, List<Key<?>>> probes;

  /** Of probes by their names, each with the keys of its means. */
  ProbesSchema(Map<String, List<Key<?>>> probes) {
    this.probes = new TreeMap<>(probes);
  }

  /** Known probes with their means; others may be there for other evaluators. */
  Map<String, Object> all() {
    Map<String, Object> known = new LinkedHashMap<>();
    probes.forEach((name, means) -> known.put(name, probe(means)));
    Map<String, Object> any = ordered("type", "object");
    any.put("properties", looks());
    any.put("propertyNames", ordered("pattern", "^" + SpecKey.MEAN_NAME + "$"));
    any.put("required", List.of(SpecKey.PROBE.name()));
    return ordered(
        "type",
        "object",
        "properties",
        known,
        "additionalProperties",
        ordered("anyOf", List.of(rhythm(), any)),
        "propertyNames",
        name());
  }

  /** What a probe may be called. */
  static Map<String, Object> name() {
    return ordered("pattern", "^" + SpecKey.PROBE_NAME + "$");
  }

  private static Map<String, Object> probe(List<Key<?>> means) {
    Map<String, Object> properties = looks();
    means.forEach(key -> properties.put(key.name(), KeySchema.of(key)));
    Map<String, Object> map = ordered("type", "object", "properties", properties);
    map.put("required", List.of(SpecKey.PROBE.name()));
    map.put("additionalProperties", false);
    return ordered("anyOf", List.of(rhythm(), map));
  }

  /** When a probe looks, as a map says it. */
  private static Map<String, Object> looks() {
    Map<String, Object> looks = ordered(SpecKey.PROBE.name(), rhythm());
    looks.put(SpecKey.PROBE_AROUND.name(), KeySchema.of(SpecKey.PROBE_AROUND));
    return looks;
  }

  /** Every how many checkpoints a probe looks. */
  static Map<String, Object> rhythm() {
    return KeySchema.of(SpecKey.PROBE);
  }
}
