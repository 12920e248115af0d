package doublegrok.task;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How a family is made from a run spec.
 *
 * @param name value of {@code task.family}
 * @param parameters its keys below {@code task}
 * @param create makes the family from a value for every parameter, each within its rule
 */
public record FamilyKind(
    String name, List<FamilyParameter> parameters, Function<Map<String, Integer>, Family> create) {
  public FamilyKind {
    parameters = List.copyOf(parameters);
  }
}
