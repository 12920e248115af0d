package doublegrok.model;

import doublegrok.model.ParameterLayout.Parameter;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.TransformerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Weights that others have written, made ready for the program. */
public final class ModelWeights {
  private static final int FAULTS_NAMED = 5;
  private static final String HEAD = "head.weight";
  private static final String EMBEDDING = "embedding.weight";

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
    List<Parameter> parameters = ParameterLayout.of(model).parameters();
    for (Parameter wanted : parameters) {
      FloatTensor found = left.remove(wanted.name());
      if (found == null) {
        faults.add("%s %s is missing".formatted(wanted.name(), wanted.shape()));
      } else if (!found.shape().equals(wanted.shape())) {
        faults.add("%s must be %s, was %s".formatted(found.name(), wanted.shape(), found.shape()));
      } else {
        ordered.add(found);
      }
    }
    boolean alone = faults.isEmpty() && left.size() == 1;
    left.values().stream()
        .filter(extra -> !(isTied(model) && isTiedHead(extra, tensors)))
        .forEach(extra -> faults.add(unwanted(extra, model, alone)));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "the weights do not fit the spec's model: " + few(faults) + prefix(left, parameters));
    }
    return List.copyOf(ordered);
  }

  /** The tensors one after the other, as {@link ForwardProgram#moveWeights} takes them. */
  public static float[] flat(List<FloatTensor> ordered) {
    float[] flat =
        new float[ordered.stream().mapToInt(each -> each.values().length).sum()];
    int at = 0;
    for (FloatTensor each : ordered) {
      System.arraycopy(each.values(), 0, flat, at, each.values().length);
      at += each.values().length;
    }
    return flat;
  }

  /**
   * Refuses weights of which one is no number: nothing that a model answers would be one.
   *
   * @throws IllegalArgumentException naming the first
   */
  public static void requireNumbers(List<FloatTensor> tensors) {
    for (FloatTensor tensor : tensors) {
      float[] values = tensor.values();
      for (int at = 0; at < values.length; at++) {
        if (!Float.isFinite(values[at])) {
          throw new IllegalArgumentException(
              ("weights must be finite numbers, value %d of %s %s was %s; take a checkpoint from"
                      + " before")
                  .formatted(at, tensor.name(), tensor.shape(), values[at]));
        }
      }
    }
  }

  private static boolean isTied(ModelSpec model) {
    return model instanceof TransformerSpec transformer && transformer.tied();
  }

  /** A tied model's file may have the head, too, as the very embedding that it is. */
  private static boolean isTiedHead(FloatTensor extra, List<FloatTensor> tensors) {
    return extra.name().equals(HEAD)
        && tensors.stream()
            .anyMatch(each -> each.name().equals(EMBEDDING)
                && each.shape().equals(extra.shape())
                && Arrays.equals(each.values(), extra.values()));
  }

  private static String unwanted(FloatTensor extra, ModelSpec model, boolean alone) {
    String fault = "%s %s is no parameter".formatted(extra.name(), extra.shape());
    return extra.name().equals(HEAD) && isTied(model) && alone
        ? fault + " beside another %s (model.tied is true; set it to false)".formatted(EMBEDDING)
        : fault;
  }

  /** A wrapper's prefix, where a name of the file is a parameter's behind it; else nothing. */
  private static String prefix(Map<String, FloatTensor> left, List<Parameter> parameters) {
    return left.keySet().stream()
        .flatMap(name -> parameters.stream()
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
