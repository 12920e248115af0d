package doublegrok.spec;

import doublegrok.task.Family;
import doublegrok.task.FamilyKind;
import doublegrok.task.FamilyParameter;
import doublegrok.task.families.Families;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section {@code task}: the family and its parameters. */
final class TaskKeys {
  private static final String FAMILY = "task.family";

  private TaskKeys() {}

  /** The family; some other one if a key of the section has a fault. */
  static Family read(KeyReader in) {
    String name = in.required(FAMILY, Rule.oneOf(names()));
    FamilyKind kind = Families.named(name).orElseThrow();
    if (!in.sound(FAMILY)) {
      // any family's parameters may be meant
      Families.KINDS.forEach(each -> each.parameters().forEach(known -> in.any(key(known))));
    }
    Map<String, Integer> values = new HashMap<>();
    for (FamilyParameter parameter : kind.parameters()) {
      values.put(parameter.key(), value(in, parameter));
    }
    return kind.create().apply(values);
  }

  private static int value(KeyReader in, FamilyParameter parameter) {
    Rule<Integer> rule = Rule.parameter(parameter);
    if (!in.sound(FAMILY)) {
      return rule.stopgap();
    }
    return parameter.fallback().isPresent()
        ? in.optional(key(parameter), rule, parameter.fallback().getAsInt())
        : in.required(key(parameter), rule);
  }

  static Map<String, String> texts(Family family) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(FAMILY, family.name());
    FamilyKind kind = Families.named(family.name()).orElseThrow();
    for (FamilyParameter parameter : kind.parameters()) {
      texts.put(key(parameter), String.valueOf(family.parameters().get(parameter.key())));
    }
    return texts;
  }

  private static List<String> names() {
    return Families.KINDS.stream().map(FamilyKind::name).toList();
  }

  private static String key(FamilyParameter parameter) {
    return "task." + parameter.key();
  }
}
