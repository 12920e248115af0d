package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import doublegrok.spec.ModelSpec;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** The program with float64 or float32 weights, and its gradient laid open. */
final class Probe implements AutoCloseable {
  /** Loss and slope that {@code gradient} returns. */
  record Slope(double loss, List<Double> gradient) {}

  private static final double DIFFERENCE_STEP = 1e-6;

  private final ModelInput input;
  private final Program program;
  private final DataType type;

  /** In one piece, float32 or float64. */
  Probe(ModelSpec model, boolean pruned, DataType type) {
    this(
        model,
        new ProgramForm(pruned, Integer.MAX_VALUE, Precision.FLOAT32, false, false, false),
        type);
  }

  Probe(ModelSpec model, ProgramForm form, DataType type) {
    this.input = new ModelInput(model);
    byte[] archive = Architecture.of(model).archive(Optional.empty(), form);
    this.program = new Program(archive, Given.CPU);
    this.type = type;
  }

  /** The form that a GPU has, in one piece. */
  static ProgramForm fused(boolean pruned) {
    return new ProgramForm(pruned, Integer.MAX_VALUE, Precision.FLOAT32, false, true, false);
  }

  /** The form whose backward pass is written out, in one piece. */
  static ProgramForm written() {
    return new ProgramForm(true, Integer.MAX_VALUE, Precision.FLOAT32, false, false, true);
  }

  /** Equal up to the order of sums. */
  static void requireAlike(Slope a, Slope b) {
    assertThat(a.loss()).isCloseTo(b.loss(), within(1e-12));
    for (int i = 0; i < b.gradient().size(); i++) {
      assertThat(a.gradient().get(i)).isCloseTo(b.gradient().get(i), within(1e-12));
    }
  }

  Slope slope(Sequences block, double[] weights) {
    try (NDManager scope = program.scope()) {
      NDArray flat = scope.create(weights).toType(type, true);
      ModelInput.Tensors shown = input.tensors(block, scope);
      NDList out = program.call(
          "gradient",
          scope,
          shown.values(),
          shown.targets(),
          shown.answers(),
          shown.weights(),
          flat);
      double[] gradient = out.get(1).toType(DataType.FLOAT64, false).toDoubleArray();
      double loss = out.get(0).toType(DataType.FLOAT64, false).getDouble();
      return new Slope(loss, java.util.Arrays.stream(gradient).boxed().toList());
    }
  }

  /** The gradient is that of central differences along so many weights, chosen at random. */
  void requireDifferences(Sequences block, double[] weights, int trials, long seed) {
    Random random = new Random(seed);
    requireDifferences(
        block, weights, IntStream.generate(() -> random.nextInt(weights.length)).limit(trials));
  }

  /** The gradient is that of central differences along these weights. */
  void requireDifferences(Sequences block, double[] weights, IntStream along) {
    List<Double> gradient = slope(block, weights).gradient();
    assertThat(gradient).hasSize(weights.length);
    along.forEach(
        i -> assertThat(gradient.get(i)).isCloseTo(difference(block, weights, i), within(1e-7)));
  }

  /** Slope of the loss along one weight, by central differences; the weights stay as they are. */
  private double difference(Sequences block, double[] weights, int i) {
    double middle = weights[i];
    weights[i] = middle + DIFFERENCE_STEP;
    double above = slope(block, weights).loss();
    weights[i] = middle - DIFFERENCE_STEP;
    double below = slope(block, weights).loss();
    weights[i] = middle;
    return (above - below) / (2 * DIFFERENCE_STEP);
  }

  double[] outputs(Sequences block, double[] weights) {
    try (NDManager scope = program.scope()) {
      NDArray flat = scope.create(weights).toType(type, true);
      ModelInput.Tensors shown = input.tensors(block, scope);
      NDList out = program.call("forward", scope, shown.values(), shown.answers(), flat);
      return out.singletonOrThrow().toType(DataType.FLOAT64, false).toDoubleArray();
    }
  }

  /** The same outputs, of trees. */
  double[] outputs(TokenSequences block, Branches branches, double[] weights) {
    try (NDManager scope = program.scope()) {
      NDList out = program.call(
          "branches",
          scope,
          input.trees(block, branches, scope),
          scope.create(branches.positions()),
          scope.create(branches.numbers()),
          scope.create(branches.predicting(block.layout())),
          scope.create(weights).toType(type, true));
      return out.singletonOrThrow().toType(DataType.FLOAT64, false).toDoubleArray();
    }
  }

  static double[] flat(List<FloatTensor> tensors) {
    int size = tensors.stream().mapToInt(t -> t.values().length).sum();
    double[] flat = new double[size];
    int at = 0;
    for (FloatTensor tensor : tensors) {
      for (float value : tensor.values()) {
        flat[at++] = value;
      }
    }
    return flat;
  }

  @Override
  public void close() {
    program.close();
  }
}
