package doublegrok.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import doublegrok.spec.ModelSpec;
import java.util.List;
import java.util.Optional;

/** A model that predicts, in float32: its program, and weights on a device that can be replaced. */
public final class ForwardProgram implements AutoCloseable {
  private final ParameterLayout parameters;
  private final TokenInput input;
  private final Program program;
  private NDArray weights;

  private ForwardProgram(ModelSpec model, List<FloatTensor> weights, Program program) {
    this.parameters = ParameterLayout.of(model);
    this.input = new TokenInput(model);
    this.program = program;
    this.weights = FlatVector.upload(weights, program.manager());
  }

  /**
   * Loads the program and copies the weights to the device.
   *
   * @throws IllegalArgumentException if the weights are not of this spec
   */
  public static ForwardProgram open(
      ModelSpec model, List<FloatTensor> weights, ComputeDevice device) {
    ModelState.requireLayout("weights", weights, ParameterLayout.of(model).parameters());
    ProgramForm form = ProgramForm.on(device, Precision.FLOAT32);
    byte[] archive = TransformerArchive.bytes(model, Optional.empty(), form);
    return new ForwardProgram(model, weights, new Program(archive, device));
  }

  /** Logits of the block's answers, row-major [sequences, answers, vocabulary]. */
  public float[] logits(TokenBlock block) {
    try (NDManager scope = program.scope()) {
      NDArray tokens = input.tokens(block, scope);
      NDArray answers = input.answers(block, scope);
      NDList result = program.call("forward", scope, tokens, answers, weights);
      return result.singletonOrThrow().toFloatArray();
    }
  }

  /**
   * What the model computes for sequences of which it sees every token, also the last. Memory grows
   * with sequences x length^2, so many sequences want several calls.
   *
   * @param tokens row-major [sequences, length], one unsigned byte each
   * @param length of a sequence, in 1..context
   * @throws IllegalArgumentException if a token or length is not of the model
   */
  public Activations activations(byte[] tokens, int length) {
    ModelSpec model = input.model();
    try (NDManager scope = program.scope()) {
      NDArray seen = input.seen(tokens, length, scope);
      NDList result = program.call("activations", scope, seen, weights);
      return new Activations(
          tokens.length / length,
          length,
          model.heads(),
          model.width() / model.heads(),
          result.get(0).toFloatArray(),
          result.get(1).toFloatArray(),
          result.get(2).toFloatArray());
    }
  }

  /**
   * Takes other weights for the calls from now on, for example the next checkpoint's.
   *
   * @throws IllegalArgumentException if they are not of this spec; the former ones stay
   */
  public void replaceWeights(List<FloatTensor> others) {
    ModelState.requireLayout("weights", others, parameters.parameters());
    NDArray former = weights;
    weights = FlatVector.upload(others, program.manager());
    former.close();
  }

  @Override
  public void close() {
    program.close();
  }
}
