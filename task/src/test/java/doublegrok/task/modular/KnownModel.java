package doublegrok.task.modular;

import doublegrok.task.AskedModel;
import doublegrok.task.ModelActivations;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.Arrays;

/** A model whose predictions are known. */
record KnownModel(Prediction prediction) implements AskedModel {
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
    SequenceLayout layout = sequences.layout();
    double[] shared = new double[layout.vocabulary()]; // another prediction's after each call
    for (int sequence = 0; sequence < sequences.count(); sequence++) {
      double[] all = prediction.of(TokenSequences.of(sequences), sequence);
      for (int answer = 0; answer < layout.answerPositions().size(); answer++) {
        System.arraycopy(all, answer * layout.vocabulary(), shared, 0, shared.length);
        taker.add(sequence, answer, shared);
      }
    }
  }

  @Override
  public ModelActivations activations(Sequences sequences, int count, int length) {
    throw new UnsupportedOperationException("nobody looks inside");
  }
}
