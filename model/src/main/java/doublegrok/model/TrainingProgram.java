package doublegrok.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.OptimizerSpec;
import doublegrok.task.Sequences;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A model in training: its program, and its weights and moments on a device. */
public final class TrainingProgram implements AutoCloseable {
  private final ParameterLayout parameters;
  private final MomentLayout moments;
  private final ModelInput input;
  private final Program program;
  private final NDArray weights;
  private final NDArray first;
  private final NDArray second;
  private long step;

  private TrainingProgram(
      ModelSpec model, OptimizerSpec optimizer, ModelState state, Program program) {
    this.parameters = ParameterLayout.of(model);
    this.moments = MomentLayout.of(model, optimizer);
    this.input = new ModelInput(model);
    this.program = program;
    this.step = state.step();
    int firsts = moments.first().size();
    weights = FlatVector.upload(state.weights(), program.manager());
    first = FlatVector.upload(state.moments().subList(0, firsts), program.manager());
    second = FlatVector.upload(
        state.moments().subList(firsts, state.moments().size()), program.manager());
  }

  /**
   * Loads the newest program and copies the state to the device; matrix products take float32.
   *
   * @throws IllegalArgumentException if the state is not of these specs
   */
  public static TrainingProgram open(
      ModelSpec model, OptimizerSpec optimizer, ModelState state, ComputeDevice device) {
    return open(model, optimizer, state, device, Precision.FLOAT32, ProgramVersion.newest());
  }

  /**
   * Loads the program and copies the state to the device.
   *
   * @param products numbers that matrix products take; the state is float32 whatever they are
   * @param version of the program
   * @throws IllegalArgumentException if the state is not of these specs
   */
  public static TrainingProgram open(
      ModelSpec model,
      OptimizerSpec optimizer,
      ModelState state,
      ComputeDevice device,
      Precision products,
      ProgramVersion version) {
    ModelState.requireLayout(
        "weights", state.weights(), ParameterLayout.of(model).parameters());
    ModelState.requireLayout(
        "moments", state.moments(), MomentLayout.of(model, optimizer).all());
    ProgramForm form = ProgramForm.on(device, products, version);
    byte[] archive = Architecture.of(model).archive(Optional.of(optimizer), form);
    return new TrainingProgram(model, optimizer, state, new Program(archive, device));
  }

  /**
   * One step: loss, gradient and update of all weights and moments, as one native call.
   *
   * @param learningRateFactor multiplies the peak rates of AdamW and Muon; finite, at least 0
   * @throws IllegalArgumentException if the sequences do not fit the model; nothing has changed
   */
  public StepOutcome step(Sequences sequences, double learningRateFactor) {
    if (!(learningRateFactor >= 0 && Double.isFinite(learningRateFactor))) {
      throw new IllegalArgumentException(
          "the learning rate's factor must be finite and at least 0, was " + learningRateFactor);
    }
    try (NDManager scope = program.scope()) {
      NDArray schedule = scope.create(new double[] {learningRateFactor, step + 1});
      ModelInput.Tensors shown = input.tensors(sequences, scope);
      NDList result = program.call(
          "step",
          scope,
          shown.values(),
          shown.targets(),
          shown.answers(),
          shown.weights(),
          schedule,
          weights,
          first,
          second);
      step++;
      double[] measured = result.singletonOrThrow().toDoubleArray();
      return new StepOutcome(measured[0], measured[1]);
    }
  }

  /** A copy of the weights, the moments and the number of steps. */
  public ModelState state() {
    List<FloatTensor> both = Stream.concat(
            FlatVector.download(first, moments.first()).stream(),
            FlatVector.download(second, moments.second()).stream())
        .toList();
    return new ModelState(FlatVector.download(weights, parameters.parameters()), both, step);
  }

  @Override
  public void close() {
    program.close();
  }
}
