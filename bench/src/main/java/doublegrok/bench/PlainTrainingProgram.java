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
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.TransformerSpec;
import doublegrok.task.TokenSequences;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Training step as a person would write it in plain PyTorch, to compare {@link TrainingProgram}
 * with: every position is computed, attention is PyTorch's scaled_dot_product_attention, the
 * optimizer its fused AdamW, or Muon for the hidden matrices. It trains, but its state cannot be
 * saved.
 */
final class PlainTrainingProgram implements AutoCloseable {
  /** Query, key, value, output, and the two of the MLP. */
  private static final int HIDDEN_OF_A_LAYER = 6;

  private final Program program;

  /** Weights and moments of hidden matrices, of embedding and head, and of vectors. */
  private final NDList state = new NDList();

  private final List<NDArray> weights = new ArrayList<>();
  private final List<FloatTensor> initial;

  /**
   * Loads the program and copies the weights to the device.
   *
   * @param initial weights of the model, in the order of {@link ModelState#weights()}
   */
  PlainTrainingProgram(
      TransformerSpec model,
      OptimizerSpec optimizer,
      List<FloatTensor> initial,
      ComputeDevice device) {
    program = new Program(archive(model, optimizer), device);
    this.initial = List.copyOf(initial);
    List<FloatTensor> matrices =
        initial.stream().filter(each -> each.shape().size() > 1).toList();
    int hidden = HIDDEN_OF_A_LAYER * model.layers();
    add("hidden", matrices.subList(0, hidden));
    add("matrices", matrices.subList(hidden, matrices.size()));
    add("vectors", initial.subList(matrices.size(), initial.size()));
  }

  /** DJL hands arrays of one name that ends with [] to the program as one list. */
  private void add(String name, List<FloatTensor> tensors) {
    NDManager owner = program.manager();
    for (String part : List.of("", "_first", "_second", "_steps")) {
      for (FloatTensor tensor : tensors) {
        Shape shape = new Shape(tensor.shape());
        NDArray array = switch (part) {
          case "" -> owner.create(tensor.values(), shape);
          case "_steps" -> owner.create(0f);
          default -> owner.zeros(shape);
        };
        array.setName(name + part + "[]");
        state.add(array);
        if (part.isEmpty()) {
          weights.add(array);
        }
      }
    }
  }

  /**
   * One step: loss, gradient and update of all weights and moments.
   *
   * @param learningRateFactor multiplies the peak rates
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
      arguments.addAll(state);
      NDList result = program.call("step", scope, arguments.toArray(new NDArray[0]));
      double[] measured = result.singletonOrThrow().toDoubleArray();
      return new StepOutcome(measured[0], measured[1]);
    }
  }

  /** A copy of the weights, in the order of {@link ModelState#weights()}. */
  List<FloatTensor> weights() {
    List<FloatTensor> copies = new ArrayList<>();
    for (FloatTensor each : initial) {
      float[] values = weights.get(copies.size()).toFloatArray();
      copies.add(new FloatTensor(each.name(), each.shape(), values));
    }
    return copies;
  }

  @Override
  public void close() {
    program.close();
  }

  private static byte[] archive(TransformerSpec model, OptimizerSpec optimizer) {
    int pairs = model.width() / model.heads() / 2;
    double[] rotation = IntStream.range(0, model.context() * pairs)
        .mapToDouble(i -> Math.floorDiv(i, pairs) * Math.pow(10_000, -(double) (i % pairs) / pairs))
        .flatMap(angle -> DoubleStream.of(Math.cos(angle), Math.sin(angle)))
        .toArray();
    return new ModuleArchive("PlainTransformer")
        .attribute("training", false)
        .attribute("layers", model.layers())
        .attribute("width", model.width())
        .attribute("heads", model.heads())
        .attribute("tied", model.tied())
        .attribute("gelu", model.activation() == TransformerSpec.Activation.GELU)
        .attribute("learning_rate", optimizer.learningRate())
        .attribute("weight_decay", optimizer.weightDecay())
        .attribute("beta1", optimizer.beta1())
        .attribute("beta2", optimizer.beta2())
        .attribute("epsilon", optimizer.epsilon())
        .attribute("muon", optimizer.name() == OptimizerSpec.Rule.MUON)
        .attribute("muon_learning_rate", optimizer.muonLearningRate())
        .attribute("muon_momentum", optimizer.muonMomentum())
        .attribute("muon_weight_decay", optimizer.muonWeightDecay())
        .attribute("rotation", rotation, model.context(), pairs, 2)
        .toBytes(source("plain_transformer.py"));
  }

  /** A program in another language, which lies beside the classes. */
  static String source(String name) {
    try (InputStream in = PlainTrainingProgram.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name + " from the class path", e);
    }
  }
}
