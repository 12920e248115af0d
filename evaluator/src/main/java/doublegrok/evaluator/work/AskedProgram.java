package doublegrok.evaluator.work;

import doublegrok.model.ForwardProgram;
import doublegrok.model.TokenBlock;
import doublegrok.task.AskedModel;
import doublegrok.task.ModelActivations;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
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
  public void answers(Sequences sequences, ModelAnswers taker) {
    SequenceLayout layout = sequences.layout();
    for (int first = 0; first < sequences.count(); first += SEQUENCES_AT_ONCE) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("the evaluation is cancelled");
      }
      int count = Math.min(SEQUENCES_AT_ONCE, sequences.count() - first);
      byte[] tokens = Arrays.copyOfRange(
          sequences.tokens(), first * layout.length(), (first + count) * layout.length());
      TokenBlock block = new TokenBlock(count, layout.length(), tokens, layout.answerPositions());
      taker.take(tokens, program.logits(block), count);
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
    model.answers(sequences, (tokens, logits, count) -> {
      double[] probabilities = new double[logits.length / count / answers];
      for (int row = 0; row < count; row++) {
        for (int answer = 0; answer < answers; answer++) {
          int from = (row * answers + answer) * probabilities.length;
          Softmax.into(probabilities, logits, from);
          taker.add(done[0] + row, answer, probabilities);
        }
      }
      done[0] += count;
    });
  }

  @Override
  public ModelActivations activations(Sequences sequences, int count, int length) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("the evaluation is cancelled");
    }
    int whole = sequences.layout().length();
    byte[] tokens = new byte[Math.multiplyExact(count, length)];
    for (int row = 0; row < count; row++) {
      System.arraycopy(sequences.tokens(), row * whole, tokens, row * length, length);
    }
    return program.activations(tokens, length);
  }
}
