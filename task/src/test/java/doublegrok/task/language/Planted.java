package doublegrok.task.language;

import doublegrok.task.AskedModel;
import doublegrok.task.Distribution;
import doublegrok.task.ModelActivations;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.Sequences;
import java.util.List;

/**
 * A model that answers as some references do on the average; no numbers if there are none.
 *
 * @param all references of the family
 * @param places of those that it answers as
 */
record Planted(ReferencePredictors all, List<Integer> places) implements AskedModel {
  static Planted of(Languages family, List<Distribution> history, List<Reference> references) {
    ReferencePredictors all = family.references(history, 3).orElseThrow();
    return new Planted(all, references.stream().map(all.references()::indexOf).toList());
  }

  @Override
  public void predict(Sequences sequences, Predictions taker) {
    int answers = sequences.layout().answerPositions().size();
    int words = sequences.layout().vocabulary();
    double[] predictions = new double[all.references().size() * answers * words];
    for (int row = 0; row < sequences.count(); row++) {
      all.predict(sequences, row, predictions);
      for (int answer = 0; answer < answers; answer++) {
        double[] said = new double[words];
        for (int word = 0; word < words; word++) {
          double sum = 0;
          for (int place : places) {
            sum += predictions[(place * answers + answer) * words + word];
          }
          said[word] = sum / places.size();
        }
        taker.add(row, answer, said);
      }
    }
  }

  @Override
  public ModelActivations activations(Sequences sequences, int count, int length) {
    throw new UnsupportedOperationException("nobody looks inside");
  }
}
