package doublegrok.task.addition;

import doublegrok.task.AskedModel;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Weights of a model along the way from numbers to answers.
 *
 * @param modulus p; tokens from p on are left out
 */
record CircuitWeights(AskedModel model, int modulus) {
  private static final List<String> OF_BLOCK = List.of(
      "attention.query.weight",
      "attention.key.weight",
      "attention.value.weight",
      "attention.output.weight",
      "attention.norm.weight",
      "attention.norm.bias",
      "mlp.in.weight",
      "mlp.in.bias",
      "mlp.out.weight",
      "mlp.out.bias",
      "mlp.norm.weight",
      "mlp.norm.bias");

  /** W_E, [p, width]. */
  Optional<double[][]> embedding() {
    return model.matrix("embedding.weight").map(matrix -> Arrays.copyOf(matrix, modulus));
  }

  /** W_L = W_U W_out of the last block, [p, neurons]. */
  Optional<double[][]> neuronsToLogits() {
    return head()
        .flatMap(head -> model
            .matrix("blocks.%d.mlp.out.weight".formatted(blocks() - 1))
            .map(out -> product(head, out)));
  }

  /** The embedding times the first block's W_in, [p, neurons]. */
  Optional<double[][]> embeddingToNeurons() {
    return embedding()
        .flatMap(embedding ->
            model.matrix("blocks.0.mlp.in.weight").map(in -> product(embedding, transposed(in))));
  }

  /** Sums of squares, of all parameters and of each tensor. */
  Scalars squares() {
    List<String> names = new ArrayList<>(List.of("embedding.weight", "positions.weight"));
    for (int block = 0; block < blocks(); block++) {
      for (String name : OF_BLOCK) {
        names.add("blocks.%d.%s".formatted(block, name));
      }
    }
    names.addAll(List.of("norm.weight", "norm.bias", "head.weight"));
    List<Scalar> scalars = new ArrayList<>();
    double all = 0;
    for (String name : names) {
      Optional<double[][]> matrix = model.matrix(name);
      if (matrix.isPresent()) {
        double sum = Arrays.stream(matrix.get())
            .flatMapToDouble(Arrays::stream)
            .map(each -> each * each)
            .sum();
        scalars.add(Scalar.of(name, sum, ""));
        all += sum;
      }
    }
    scalars.add(0, Scalar.of("all", all, ""));
    return new Scalars(
        About.of("Sum of squared weights", "Of all parameters, and of each tensor."), scalars);
  }

  private Optional<double[][]> head() {
    return model
        .matrix("head.weight")
        .map(matrix -> Arrays.copyOf(matrix, modulus))
        .or(this::embedding);
  }

  private int blocks() {
    int blocks = 0;
    while (model.matrix("blocks.%d.mlp.out.weight".formatted(blocks)).isPresent()) {
      blocks++;
    }
    return blocks;
  }

  private static double[][] product(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right[0].length];
    for (int row = 0; row < left.length; row++) {
      for (int inner = 0; inner < right.length; inner++) {
        for (int column = 0; column < product[row].length; column++) {
          product[row][column] += left[row][inner] * right[inner][column];
        }
      }
    }
    return product;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix[row].length; column++) {
        transposed[column][row] = matrix[row][column];
      }
    }
    return transposed;
  }
}
