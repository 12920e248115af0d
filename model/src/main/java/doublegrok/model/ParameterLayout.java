package doublegrok.model;

import doublegrok.spec.ModelSpec;
import java.util.List;

/**
 * Names, shapes and order of a model's parameters in the program's flat vector.
 *
 * @param parameters in the order of the flat vector
 * @param hiddenMatrices how many of them, from the first, are matrices of the blocks
 */
record ParameterLayout(List<Parameter> parameters, int hiddenMatrices) {
  /** Kind of a parameter, which decides its initial value. */
  enum Kind {
    MATRIX,
    /** The MLP's projection back to the residual stream. */
    RESIDUAL_MATRIX,
    /** A plain model's head. */
    HEAD,
    SCALE,
    SHIFT
  }

  /** One parameter. */
  record Parameter(String name, Kind kind, List<Long> shape) {
    Parameter {
      shape = List.copyOf(shape);
    }

    int elements() {
      return Math.toIntExact(FloatTensor.elements(shape));
    }
  }

  static ParameterLayout of(ModelSpec model) {
    return Architecture.of(model).layout();
  }

  /** Number of all parameters' elements. */
  long elements() {
    return parameters.stream().mapToLong(Parameter::elements).sum();
  }
}
