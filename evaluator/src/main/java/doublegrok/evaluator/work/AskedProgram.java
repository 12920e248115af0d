package doublegrok.evaluator.work;

import doublegrok.model.ForwardProgram;
import doublegrok.task.AskedModel;
import doublegrok.task.ModelActivations;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** A program's current weights, asked block by block, until it is cancelled. */
final class AskedProgram implements AskedModel, ModelAnswers.Source {
  private static final int SEQUENCES_AT_ONCE = 256;

  private final ForwardProgram program;
  private final BooleanSupplier cancelled;

  AskedProgram(ForwardProgram program, BooleanSupplier cancelled) {
    this.program = program;
    this.cancelled = cancelled;
  }

  @Override
  public void answers(TokenSequences sequences, ModelAnswers taker) {
    ask(sequences, (block, logits) -> taker.take((TokenSequences) block, logits));
  }

  /** Hands blocks of sequences and the model's outputs for them to the taker. */
  void ask(Sequences sequences, BiConsumer<Sequences, float[]> taker) {
    for (int first = 0; first < sequences.count(); first += SEQUENCES_AT_ONCE) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("the evaluation is cancelled");
      }
      int end = Math.min(first + SEQUENCES_AT_ONCE, sequences.count());
      Sequences block = sequences.rows(first, end);
      taker.accept(block, program.outputs(block));
    }
  }

  @Override
  public void predict(Sequences sequences, Predictions taker) {
    predict(this, sequences, taker);
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
