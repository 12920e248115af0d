package doublegrok.task.modular.addition;

import doublegrok.task.AskedModel;
import doublegrok.task.ModelActivations;
import doublegrok.task.TaskSelection;
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
  private static final int EQUALS = 2;
  private static final int MOST_NEURONS = 128;
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

  /**
   * Frequencies of some neurons of a plain model of one block, evenly spaced; empty of others,
   * whose neurons are not what the weights alone tell.
   */
  Optional<List<NeuronFrequency>> neurons(Arithmetic arithmetic) {
    Optional<double[][]> bias = model.matrix("blocks.0.mlp.in.bias");
    if (blocks() != 1 || bias.isEmpty()) {
      return Optional.empty();
    }
    double[][] in = model.matrix("blocks.0.mlp.in.weight").orElseThrow();
    double[][] residual = beforeNeurons(arithmetic);
    int count = Math.min(MOST_NEURONS, in.length);
    Fourier fourier = new Fourier(modulus);
    List<NeuronFrequency> neurons = new ArrayList<>();
    for (int each = 0; each < count; each++) {
      int neuron = each * in.length / count;
      double[] activations = new double[residual.length];
      for (int pair = 0; pair < activations.length; pair++) {
        double sum = bias.get()[0][neuron];
        for (int i = 0; i < in[neuron].length; i++) {
          sum += in[neuron][i] * residual[pair][i];
        }
        activations[pair] = Math.max(0, sum);
      }
      neurons.add(NeuronFrequency.of(activations, fourier));
    }
    return Optional.of(List.copyOf(neurons));
  }

  /** What the MLP reads at the = of each pair, [pairs, width]. */
  private double[][] beforeNeurons(Arithmetic arithmetic) {
    int[] pairs = TaskSelection.firstNumbers(arithmetic.pairs());
    double[][] output = model.matrix("blocks.0.attention.output.weight").orElseThrow();
    double[] token = model.matrix("embedding.weight").orElseThrow()[modulus];
    double[] place = model.matrix("positions.weight").orElseThrow()[EQUALS];
    ModelActivations seen = model.activations(
        arithmetic.sequences(pairs, arithmetic::answer), pairs.length, EQUALS + 1);
    int heads = seen.heads();
    int width = output.length;
    float[][] mixed = new float[heads][];
    Arrays.setAll(mixed, head -> seen.headOutputsAt(0, head, EQUALS));
    double[][] residual = new double[pairs.length][width];
    for (int pair = 0; pair < pairs.length; pair++) {
      for (int i = 0; i < width; i++) {
        double sum = token[i] + place[i];
        for (int j = 0; j < width; j++) {
          int part = width / heads;
          sum += output[i][j] * mixed[j / part][pair * part + j % part];
        }
        residual[pair][i] = sum;
      }
    }
    return residual;
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
