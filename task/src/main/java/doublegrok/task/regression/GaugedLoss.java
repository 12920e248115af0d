package doublegrok.task.regression;

import doublegrok.task.AskedModel;
import doublegrok.task.RealSequences;
import doublegrok.task.Reference;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A model's loss at the last query, gauged by a reference: the reference's exact loss, and the mean
 * difference of both on the same sequences, which varies far less than either (a control variate).
 */
final class GaugedLoss {
  private final RegressionWalk references;
  private final RealSequences sequences;
  private final double[][] errors; // [reference, sequence], squared

  /**
   * Gauged by these.
   *
   * @param sequences of fresh tasks under the conditions of training
   */
  GaugedLoss(RegressionWalk references, RealSequences sequences) {
    this.references = references;
    this.sequences = sequences;
    int answers = sequences.layout().answerPositions().size();
    int size = references.references().size();
    this.errors = new double[size][sequences.count()];
    double[] predicted = new double[size * answers];
    for (int row = 0; row < sequences.count(); row++) {
      references.predict(sequences, row, predicted);
      for (int place = 0; place < size; place++) {
        errors[place][row] = square(predicted[(place + 1) * answers - 1], row);
      }
    }
  }

  private double square(double said, int row) {
    int answers = sequences.layout().answerPositions().size();
    double error = said - sequences.targets()[(row + 1) * answers - 1];
    return error * error;
  }

  Scalars find(AskedModel model) {
    int answers = sequences.layout().answerPositions().size();
    double[] own = new double[sequences.count()];
    model.predict(sequences, (row, answer, said) -> {
      if (answer == answers - 1) {
        own[row] = square(said[0], row);
      }
    });
    int shot = sequences.layout().firstShot() + answers - 1;
    List<Scalar> scalars = new ArrayList<>();
    Scalar best = new Scalar("model", Double.NaN, Double.NaN, "");
    for (int place = 0; place < errors.length; place++) {
      Reference reference = references.references().get(place);
      Optional<Double> exact =
          references.exactLoss(RegressionSets.OOD, reference, shot).filter(Double::isFinite);
      if (exact.isPresent()) {
        Scalar gauged = gauged(own, errors[place], exact.get());
        best = best.error() <= gauged.error() ? best : gauged;
        scalars.add(Scalar.of(reference.label(), exact.get(), ""));
      }
    }
    scalars.add(0, best);
    return new Scalars(
        About.of(
            "Loss at the last query, gauged",
            "Squared error on never-trained tasks: of references exact, of the model as the exact"
                + " loss of the nearest and the mean difference from it on the same sequences."),
        scalars);
  }

  private static Scalar gauged(double[] own, double[] other, double exact) {
    double[] differences = new double[own.length];
    Arrays.setAll(differences, row -> own[row] - other[row]);
    double mean = Vectors.sum(differences) / own.length;
    double variance = 0;
    for (double difference : differences) {
      variance += (difference - mean) * (difference - mean) / own.length;
    }
    return new Scalar("model", exact + mean, Math.sqrt(variance / own.length), "");
  }
}
