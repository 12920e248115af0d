package doublegrok.model;

import doublegrok.model.ParameterLayout.Parameter;
import doublegrok.spec.ModelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Weights that others have written, made ready for the program. */
public final class ModelWeights {
  private static final int FAULTS_NAMED = 5;

  private ModelWeights() {}

  /**
   * The same tensors in the program's order.
   *
   * @param tensors in any order
   * @throws IllegalArgumentException naming what is missing, of another shape, or not of this spec
   */
  public static List<FloatTensor> ordered(ModelSpec model, List<FloatTensor> tensors) {
    List<String> faults = new ArrayList<>();
    Map<String, FloatTensor> left = new LinkedHashMap<>();
    for (FloatTensor tensor : tensors) {
      if (left.put(tensor.name(), tensor) != null) {
        faults.add("%s is there twice".formatted(tensor.name()));
      }
    }
    List<FloatTensor> ordered = new ArrayList<>();
    for (Parameter wanted : ParameterLayout.of(model).parameters()) {
      FloatTensor found = left.remove(wanted.name());
      if (found == null) {
        faults.add("%s %s is missing".formatted(wanted.name(), wanted.shape()));
      } else if (!found.shape().equals(wanted.shape())) {
        faults.add("%s must be %s, was %s".formatted(found.name(), wanted.shape(), found.shape()));
      } else {
        ordered.add(found);
      }
    }
    left.values()
        .forEach(
            extra -> faults.add("%s %s is no parameter".formatted(extra.name(), extra.shape())));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "the weights do not fit the spec's model: " + few(faults) + prefix(left, model));
    }
    return List.copyOf(ordered);
  }

  /** A wrapper's prefix, where a name of the file is a parameter's behind it; else nothing. */
  private static String prefix(Map<String, FloatTensor> left, ModelSpec model) {
    return left.keySet().stream()
        .flatMap(name -> ParameterLayout.of(model).parameters().stream()
            .filter(wanted -> name.endsWith("." + wanted.name()))
            .map(wanted -> "; the file has %s, so take the prefix %s off its names"
                .formatted(name, name.substring(0, name.length() - wanted.name().length()))))
        .findFirst()
        .orElse("");
  }

  private static String few(List<String> faults) {
    String first = faults.stream().limit(FAULTS_NAMED).collect(Collectors.joining("; "));
    int more = faults.size() - FAULTS_NAMED;
    return more > 0 ? "%s; and %d more".formatted(first, more) : first;
  }
}
