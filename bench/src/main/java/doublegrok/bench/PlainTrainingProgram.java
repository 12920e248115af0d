package doublegrok.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import doublegrok.model.ComputeDevice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.model.ModuleArchive;
import doublegrok.model.Program;
import doublegrok.model.StepOutcome;
import doublegrok.model.TrainingProgram;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.OptimizerSpec;
import doublegrok.task.TokenSequences;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Training step as a person would write it in plain PyTorch, to compare {@link TrainingProgram}
 * with: every position is computed, attention is PyTorch's scaled_dot_product_attention, the
 * optimizer its fused AdamW. It trains, but its state cannot be saved.
 */
final class PlainTrainingProgram implements AutoCloseable {
  private final Program program;
  private final List<FloatTensor> initial;
  private final Group matrices;
  private final Group vectors;

  /** Parameters that have the same weight decay, and their optimizer's state. */
  private record Group(NDList weights, NDList first, NDList second, NDList steps) {
    static Group of(String name, List<FloatTensor> tensors, NDManager owner) {
      Group group = new Group(new NDList(), new NDList(), new NDList(), new NDList());
      for (FloatTensor tensor : tensors) {
        Shape shape = new Shape(tensor.shape());
        add(group.weights, name, owner.create(tensor.values(), shape));
        add(group.first, name + "_first", owner.zeros(shape));
        add(group.second, name + "_second", owner.zeros(shape));
        add(group.steps, name + "_steps", owner.create(0f));
      }
      return group;
    }

    /** DJL hands arrays of one name that ends so to the program as one list. */
    private static void add(NDList list, String name, NDArray array) {
      array.setName(name + "[]");
      list.add(array);
    }

    void addTo(NDList arguments) {
      List.of(weights, first, second, steps).forEach(arguments::addAll);
    }
  }

  /**
   * Loads the program and copies the weights to the device.
   *
   * @param initial weights of the model, in the order of {@link ModelState#weights()}
   * @throws IllegalArgumentException if the optimizer is not AdamW
   */
  PlainTrainingProgram(
      ModelSpec model, OptimizerSpec optimizer, List<FloatTensor> initial, ComputeDevice device)
      throws IOException {
    if (optimizer.name() != OptimizerSpec.Rule.ADAMW) {
      throw new IllegalArgumentException(
          "the plain program has AdamW alone, was asked for %s; set optimizer.name=adamw"
              .formatted(optimizer.name()));
    }
    this.program = new Program(archive(model, optimizer), device);
    this.initial = List.copyOf(initial);
    this.matrices = Group.of("matrices", dimensions(true), program.manager());
    this.vectors = Group.of("vectors", dimensions(false), program.manager());
  }

  /**
   * One step: loss, gradient and update of all weights and moments.
   *
   * @param learningRateFactor multiplies the peak rate
   */
  StepOutcome step(TokenSequences block, double learningRateFactor) {
    try (NDManager scope = program.scope()) {
      Shape shape = new Shape(block.count(), block.layout().length());
      NDList arguments = new NDList(
          scope.create(ByteBuffer.wrap(block.bytes()), shape, DataType.UINT8),
          scope.create(block.layout().answerPositions().stream()
              .mapToLong(Integer::longValue)
              .toArray()),
          scope.create(learningRateFactor));
      matrices.addTo(arguments);
      vectors.addTo(arguments);
      NDList result = program.call("step", scope, arguments.toArray(new NDArray[0]));
      double[] measured = result.singletonOrThrow().toDoubleArray();
      return new StepOutcome(measured[0], measured[1]);
    }
  }

  /** A copy of the weights: matrices, then vectors. */
  List<FloatTensor> weights() {
    List<FloatTensor> before = List.of(dimensions(true), dimensions(false)).stream()
        .flatMap(List::stream)
        .toList();
    NDList now = new NDList(matrices.weights()).addAll(vectors.weights());
    return IntStream.range(0, now.size())
        .mapToObj(i -> new FloatTensor(
            before.get(i).name(), before.get(i).shape(), now.get(i).toFloatArray()))
        .toList();
  }

  @Override
  public void close() {
    program.close();
  }

  private List<FloatTensor> dimensions(boolean matrices) {
    return initial.stream().filter(each -> each.shape().size() > 1 == matrices).toList();
  }

  private static byte[] archive(ModelSpec model, OptimizerSpec optimizer) throws IOException {
    int pairs = model.width() / model.heads() / 2;
    double[] rotation = new double[model.context() * pairs * 2];
    for (int i = 0; i < rotation.length / 2; i++) {
      int position = i / pairs;
      double angle = position * Math.pow(10_000, -(double) (i % pairs) / pairs);
      rotation[2 * i] = Math.cos(angle);
      rotation[2 * i + 1] = Math.sin(angle);
    }
    return new ModuleArchive("PlainTransformer")
        .attribute("training", false)
        .attribute("layers", model.layers())
        .attribute("width", model.width())
        .attribute("heads", model.heads())
        .attribute("tied", model.tied())
        .attribute("gelu", model.activation() == ModelSpec.Activation.GELU)
        .attribute("learning_rate", optimizer.learningRate())
        .attribute("weight_decay", optimizer.weightDecay())
        .attribute("beta1", optimizer.beta1())
        .attribute("beta2", optimizer.beta2())
        .attribute("epsilon", optimizer.epsilon())
        .attribute("rotation", rotation, model.context(), pairs, 2)
        .toBytes(new String(Resources.read("plain_transformer.py"), StandardCharsets.UTF_8));
  }
}
