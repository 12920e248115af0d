package doublegrok.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import doublegrok.model.ParameterLayout.Parameter;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.OptimizerSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The training step as a person would write it in plain PyTorch, to compare {@link TrainingProgram}
 * with: every position is computed, attention is PyTorch's scaled_dot_product_attention, the
 * optimizer its fused AdamW. It trains, but its state cannot be saved.
 */
public final class PlainTrainingProgram implements AutoCloseable {
  private static final String SOURCE = "plain_transformer.py";

  private final TokenInput input;
  private final Program program;
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

  private PlainTrainingProgram(ModelSpec model, List<FloatTensor> initial, Program program) {
    this.input = new TokenInput(model);
    this.program = program;
    matrices = Group.of("matrices", dimensions(initial, true), program.manager());
    vectors = Group.of("vectors", dimensions(initial, false), program.manager());
  }

  /**
   * Loads the program and copies the weights to the device.
   *
   * @param initial weights, in the order of {@link ModelState#weights()}
   * @throws IllegalArgumentException if the weights are not of this model, or the optimizer is not
   *     AdamW alone
   */
  public static PlainTrainingProgram open(
      ModelSpec model, OptimizerSpec optimizer, List<FloatTensor> initial, ComputeDevice device) {
    ModelState.requireLayout("weights", initial, ParameterLayout.of(model).parameters());
    if (optimizer.name() != OptimizerSpec.Rule.ADAMW) {
      throw new IllegalArgumentException(
          "the plain program has AdamW alone, was asked for %s; set optimizer.name=adamw"
              .formatted(optimizer.name()));
    }
    return new PlainTrainingProgram(model, initial, new Program(archive(model, optimizer), device));
  }

  /**
   * One step: loss, gradient and update of all weights and moments.
   *
   * @param learningRateFactor multiplies the peak rate
   * @throws IllegalArgumentException if a token or length is not of the model; nothing has changed
   */
  public StepOutcome step(TokenBlock block, double learningRateFactor) {
    try (NDManager scope = program.scope()) {
      NDList arguments = new NDList(
          input.tokens(block, scope),
          input.answers(block, scope),
          scope.create(learningRateFactor));
      matrices.addTo(arguments);
      vectors.addTo(arguments);
      NDList result = program.call("step", scope, arguments.toArray(new NDArray[0]));
      double[] measured = result.singletonOrThrow().toDoubleArray();
      return new StepOutcome(measured[0], measured[1]);
    }
  }

  /** A copy of the weights, in the order of {@link ModelState#weights()}. */
  public List<FloatTensor> weights() {
    List<Parameter> layout = ParameterLayout.of(input.model()).parameters();
    NDList both = new NDList(matrices.weights()).addAll(vectors.weights());
    return IntStream.range(0, layout.size())
        .mapToObj(i -> new FloatTensor(
            layout.get(i).name(), layout.get(i).shape(), both.get(i).toFloatArray()))
        .toList();
  }

  @Override
  public void close() {
    program.close();
  }

  private static byte[] archive(ModelSpec model, OptimizerSpec optimizer) {
    ModuleArchive archive = new ModuleArchive("PlainTransformer");
    archive.attribute("training", false);
    archive.attribute("layers", model.layers());
    archive.attribute("width", model.width());
    archive.attribute("heads", model.heads());
    archive.attribute("tied", model.tied());
    archive.attribute("gelu", model.activation() == ModelSpec.Activation.GELU);
    archive.attribute("learning_rate", optimizer.learningRate());
    archive.attribute("weight_decay", optimizer.weightDecay());
    archive.attribute("beta1", optimizer.beta1());
    archive.attribute("beta2", optimizer.beta2());
    archive.attribute("epsilon", optimizer.epsilon());
    TransformerArchive.addRotation(archive, model);
    return archive.toBytes(ProgramSource.read(SOURCE));
  }

  private static List<FloatTensor> dimensions(List<FloatTensor> tensors, boolean matrices) {
    return tensors.stream().filter(each -> each.shape().size() > 1 == matrices).toList();
  }
}
