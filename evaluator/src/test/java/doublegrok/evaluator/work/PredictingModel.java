package doublegrok.evaluator.work;

import doublegrok.task.AskedModel;
import doublegrok.task.ModelActivations;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.Arrays;

/** A model whose predictions are known, asked in blocks. */
class PredictingModel implements AskedModel, ModelAnswers.Source {
  private final Prediction prediction;
  private final int atOnce;

  /**
   * A model.
   *
   * @param atOnce sequences in a block
   */
  PredictingModel(Prediction prediction, int atOnce) {
    this.prediction = prediction;
    this.atOnce = atOnce;
  }

  /** Prediction of a model for a sequence. */
  interface Prediction {
    /** Probabilities of one of the sequences, [answers, vocabulary]. */
    double[] of(TokenSequences sequences, int row);
  }

  /** One that predicts what the reference does. */
  static Prediction of(ReferencePredictors references, Reference reference) {
    return (sequences, row) -> {
      SequenceLayout layout = sequences.layout();
      int block = layout.answerPositions().size() * layout.vocabulary();
      double[] all = new double[references.references().size() * block];
      references.predict(sequences, row, all);
      int from = references.references().indexOf(reference) * block;
      return Arrays.copyOfRange(all, from, from + block);
    };
  }

  /** One that is always sure, and right as often as this says: 1 for always, 0 for never. */
  static Prediction right(int often) {
    return (sequences, row) -> {
      SequenceLayout layout = sequences.layout();
      double[] probabilities = new double[layout.answerPositions().size() * layout.vocabulary()];
      for (int answer = 0; answer < layout.answerPositions().size(); answer++) {
        int truth = sequences.token(row, layout.answerPositions().get(answer));
        int said = (truth + 1 - often) % layout.vocabulary();
        probabilities[answer * layout.vocabulary() + said] = 1;
      }
      return probabilities;
    };
  }

  @Override
  public void predict(Sequences sequences, Predictions taker) {
    AskedProgram.predict(this, sequences, taker);
  }

  @Override
  public ModelActivations activations(Sequences sequences, int count, int length) {
    throw new UnsupportedOperationException("nobody looks inside");
  }

  @Override
  public void answers(TokenSequences sequences, ModelAnswers taker) {
    SequenceLayout layout = sequences.layout();
    for (int first = 0; first < sequences.count(); first += atOnce) {
      TokenSequences block = sequences.rows(first, Math.min(first + atOnce, sequences.count()));
      int size = layout.answerPositions().size() * layout.vocabulary();
      float[] logits = new float[block.count() * size];
      for (int row = 0; row < block.count(); row++) {
        double[] probabilities = prediction.of(block, row);
        for (int at = 0; at < size; at++) {
          logits[row * size + at] = (float) Math.log(probabilities[at]);
        }
      }
      taker.take(block, logits);
    }
  }
}
