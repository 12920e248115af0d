package doublegrok.model;

import doublegrok.spec.ModelSpec;
import doublegrok.task.SequenceForm;
import java.util.ArrayList;
import java.util.List;

/**
 * Names, shapes and order of a model's parameters in the program's flat vector: hidden matrices,
 * then embedding and head, or of reals read-in and read-out, then vectors (transformer.py says the
 * same in its split()).
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
    int d = model.width();
    int hidden = model.mlpFactor() * d;
    List<Parameter> all = new ArrayList<>();
    for (int layer = 0; layer < model.layers(); layer++) {
      for (String role : List.of("query", "key", "value", "output")) {
        all.add(matrix("blocks.%d.attention.%s.weight".formatted(layer, role), d, d));
      }
    }
    for (int layer = 0; layer < model.layers(); layer++) {
      all.add(matrix("blocks.%d.mlp.in.weight".formatted(layer), hidden, d));
    }
    for (int layer = 0; layer < model.layers(); layer++) {
      String name = "blocks.%d.mlp.out.weight".formatted(layer);
      all.add(new Parameter(name, Kind.RESIDUAL_MATRIX, List.of((long) d, (long) hidden)));
    }
    final int hiddenMatrices = all.size();
    addEnds(all, model);
    for (int layer = 0; layer < model.layers(); layer++) {
      addNorm(all, "blocks.%d.attention.norm".formatted(layer), d);
      addNorm(all, "blocks.%d.mlp.norm".formatted(layer), d);
    }
    addNorm(all, "norm", d);
    return new ParameterLayout(List.copyOf(all), hiddenMatrices);
  }

  /** Number of all parameters' elements. */
  long elements() {
    return parameters.stream().mapToLong(Parameter::elements).sum();
  }

  private static void addEnds(List<Parameter> all, ModelSpec model) {
    int d = model.width();
    int outputs = model.form().outputs();
    if (model.form() instanceof SequenceForm.Reals) {
      all.add(matrix("read_in.weight", d, model.readIn()));
      all.add(matrix("read_out.weight", outputs, d));
      return;
    }
    all.add(matrix("embedding.weight", outputs, d));
    if (!model.tied()) {
      all.add(matrix("head.weight", outputs, d));
    }
  }

  private static Parameter matrix(String name, long rows, long columns) {
    return new Parameter(name, Kind.MATRIX, List.of(rows, columns));
  }

  private static void addNorm(List<Parameter> all, String name, long width) {
    all.add(new Parameter(name + ".weight", Kind.SCALE, List.of(width)));
    all.add(new Parameter(name + ".bias", Kind.SHIFT, List.of(width)));
  }
}
