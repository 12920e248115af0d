package doublegrok.evaluator.work;

import doublegrok.model.Branches;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.task.AskedModel;
import doublegrok.task.ModelActivations;
import doublegrok.task.RealSequences;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** A program's current weights, asked block by block, until it is cancelled. */
final class AskedProgram implements AskedModel, ModelAnswers.Source {
  private static final int SEQUENCES_AT_ONCE = 256;

  private final ForwardProgram program;
  private final List<FloatTensor> weights;
  private final BooleanSupplier cancelled;

  /**
   * A program to ask.
   *
   * @param weights that it shows
   */
  AskedProgram(ForwardProgram program, List<FloatTensor> weights, BooleanSupplier cancelled) {
    this.program = program;
    this.weights = List.copyOf(weights);
    this.cancelled = cancelled;
  }

  @Override
  public void answers(TokenSequences sequences, ModelAnswers taker) {
    ask(sequences, (block, logits) -> taker.take((TokenSequences) block, logits));
  }

  /** Hands blocks of sequences and the model's outputs for them to the taker. */
  void ask(Sequences sequences, BiConsumer<Sequences, float[]> taker) {
    Branches branches = program.branches(sequences);
    int atOnce = branches.atOnce(SEQUENCES_AT_ONCE, sequences.layout());
    for (int first = 0; first < sequences.count(); first += atOnce) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("the evaluation is cancelled");
      }
      int end = Math.min(first + atOnce, sequences.count());
      Sequences block = sequences.rows(first, end);
      taker.accept(block, program.outputs(block, branches));
    }
  }

  @Override
  public void predict(Sequences sequences, Predictions taker) {
    if (sequences instanceof RealSequences) {
      outputs(sequences, taker);
    } else {
      predict(this, sequences, taker);
    }
  }

  private void outputs(Sequences sequences, Predictions taker) {
    int answers = sequences.layout().answerPositions().size();
    int[] done = {0};
    ask(sequences, (block, outputs) -> {
      double[] predicted = new double[outputs.length / block.count() / answers];
      for (int at = 0; at < block.count() * answers; at++) {
        for (int output = 0; output < predicted.length; output++) {
          predicted[output] = outputs[at * predicted.length + output];
        }
        taker.add(done[0] + at / answers, at % answers, predicted);
      }
      done[0] += block.count();
    });
  }

  @Override
  public Optional<double[][]> matrix(String name) {
    return weights.stream()
        .filter(each -> each.name().equals(name) && !each.shape().isEmpty())
        .findFirst()
        .map(AskedProgram::matrix);
  }

  private static double[][] matrix(FloatTensor tensor) {
    int columns = Math.toIntExact(tensor.shape().get(tensor.shape().size() - 1));
    double[][] matrix = new double[tensor.values().length / columns][columns];
    for (int at = 0; at < tensor.values().length; at++) {
      matrix[at / columns][at % columns] = tensor.values()[at];
    }
    return matrix;
  }

  /** Makes predictions of the answers of a model. */
  static void predict(ModelAnswers.Source model, Sequences sequences, Predictions taker) {
    int answers = sequences.layout().answerPositions().size();
    int[] done = {0};
    model.answers(TokenSequences.of(sequences), (block, logits) -> {
      double[] probabilities = new double[logits.length / block.count() / answers];
      for (int row = 0; row < block.count(); row++) {
        for (int answer = 0; answer < answers; answer++) {
          int from = (row * answers + answer) * probabilities.length;
          Softmax.into(probabilities, logits, from);
          taker.add(done[0] + row, answer, probabilities);
        }
      }
      done[0] += block.count();
    });
  }

  @Override
  public ModelActivations activations(Sequences sequences, int count, int length) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("the evaluation is cancelled");
    }
    return program.activations(sequences.rows(0, count), length);
  }
}
