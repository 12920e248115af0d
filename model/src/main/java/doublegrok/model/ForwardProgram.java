package doublegrok.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import doublegrok.spec.ModelSpec;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.List;
import java.util.Optional;

/** A model that predicts, in float32: its program, and weights on a device that can be replaced. */
public final class ForwardProgram implements AutoCloseable {
  private final Architecture architecture;
  private final ParameterLayout parameters;
  private final ModelInput input;
  private final Program program;
  private NDArray weights;

  private ForwardProgram(ModelSpec model, List<FloatTensor> weights, Program program) {
    this.architecture = Architecture.of(model);
    this.parameters = architecture.layout();
    this.input = new ModelInput(model);
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
    byte[] archive = Architecture.of(model).archive(Optional.empty(), form);
    return new ForwardProgram(model, weights, new Program(archive, device));
  }

  /**
   * What the model puts out for the counted positions, row-major [sequences, answers, outputs]: of
   * tokens the logits of the vocabulary, of reals the numbers themselves.
   *
   * @throws IllegalArgumentException if the sequences do not fit the model
   */
  public float[] outputs(Sequences sequences) {
    try (NDManager scope = program.scope()) {
      ModelInput.Tensors shown = input.tensors(sequences, scope);
      NDList result = program.call("forward", scope, shown.values(), shown.answers(), weights);
      return result.singletonOrThrow().toFloatArray();
    }
  }

  /**
   * The form in which what sequences have in common is computed least often: one of single
   * sequences if they have little, or if the model's program knows no other.
   */
  public Branches branches(Sequences sequences) {
    return architecture.branches() && sequences instanceof TokenSequences tokens
        ? Branches.of(tokens)
        : Branches.none(sequences.layout());
  }

  /**
   * What the model puts out for the counted positions, as {@link #outputs(Sequences)}, from which
   * it differs by rounding unless all sequences are single.
   *
   * @param branches of these, or of more sequences of which these are whole trees
   */
  public float[] outputs(Sequences sequences, Branches branches) {
    if (branches.ends() == 1) {
      return outputs(sequences);
    }
    try (NDManager scope = program.scope()) {
      NDArray trees = input.trees(TokenSequences.of(sequences), branches, scope);
      NDArray positions = scope.create(branches.positions());
      NDArray ends = scope.create(branches.numbers());
      NDArray predicting = scope.create(branches.predicting(sequences.layout()));
      NDList result = program.call("branches", scope, trees, positions, ends, predicting, weights);
      return result.singletonOrThrow().toFloatArray();
    }
  }

  /**
   * What the model computes for sequences of which it sees the first positions, the last of these
   * too. Memory grows with sequences x positions^2, so many sequences want several calls.
   *
   * @param positions seen of a sequence, from 1 to its length and to the context
   * @throws IllegalArgumentException if the sequences do not fit the model
   */
  public Activations activations(Sequences sequences, int positions) {
    ModelSpec model = input.model();
    try (NDManager scope = program.scope()) {
      NDArray seen = input.seen(sequences, positions, scope);
      NDList result = program.call("activations", scope, seen, weights);
      return new Activations(
          sequences.count(),
          positions,
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

  /** Number of the model's weights. */
  public int weightCount() {
    return Math.toIntExact(parameters.elements());
  }

  /**
   * Takes other weights for the calls from now on, as one vector in the program's order.
   *
   * @param flat as many numbers as the model has weights
   * @throws IllegalArgumentException if they are more or fewer; the former ones stay
   */
  public void moveWeights(float[] flat) {
    if (flat.length != parameters.elements()) {
      throw new IllegalArgumentException(
          "the model has %d weights, was given %d".formatted(parameters.elements(), flat.length));
    }
    NDArray former = weights;
    weights = program.manager().create(flat);
    former.close();
  }

  /**
   * The mean loss of sequences, as training has it, and its gradient.
   *
   * @param gradient into which it is put, in the program's order
   * @throws IllegalArgumentException if the sequences do not fit the model
   */
  public double gradient(Sequences sequences, float[] gradient) {
    try (NDManager scope = program.scope()) {
      ModelInput.Tensors shown = input.tensors(sequences, scope);
      NDList result = program.call(
          "gradient",
          scope,
          shown.values(),
          shown.targets(),
          shown.answers(),
          shown.weights(),
          weights);
      float[] found = result.get(1).toFloatArray();
      System.arraycopy(found, 0, gradient, 0, found.length);
      return result.get(0).toType(DataType.FLOAT64, false).toDoubleArray()[0];
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
