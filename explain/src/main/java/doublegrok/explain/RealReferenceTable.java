package doublegrok.explain;

import doublegrok.task.RealSequences;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Table of the references' predictions of real numbers for every answer of an evaluation set, made
 * once and read at each checkpoint. Takes four bytes for each (sequence, reference, answer,
 * output). Immutable.
 */
public final class RealReferenceTable {
  private final SequenceLayout layout;
  private final List<Reference> references;
  private final float[] predictions; // [sequence, reference, answer, output]
  private final List<Projection> projections;
  private final double[][] losses; // [answer, reference]

  private RealReferenceTable(
      SequenceLayout layout,
      List<Reference> references,
      float[] predictions,
      List<Projection> projections,
      double[][] losses) {
    this.layout = layout;
    this.references = references;
    this.predictions = predictions;
    this.projections = projections;
    this.losses = losses;
  }

  /** The table of a set, at least one sequence. */
  public static RealReferenceTable of(ReferencePredictors predictors, RealSequences sequences) {
    SequenceLayout layout = sequences.layout();
    List<Reference> references = List.copyOf(predictors.references());
    int answers = layout.answerPositions().size();
    int outputs = layout.form().outputs();
    int size = references.size() * answers * outputs;
    float[] all = new float[Math.multiplyExact(sequences.count(), size)];
    double[] predicted = new double[size];
    double[][] losses = new double[answers][references.size()];
    for (int row = 0; row < sequences.count(); row++) {
      predictors.predict(sequences, row, predicted);
      for (int at = 0; at < size; at++) {
        int answer = at / outputs % answers;
        int target = (row * answers + answer) * outputs + at % outputs;
        double error = predicted[at] - sequences.targets()[target];
        losses[answer][at / outputs / answers] += error * error / outputs / sequences.count();
        all[row * size + at] = (float) predicted[at];
      }
    }
    List<Projection> projections = IntStream.range(0, answers)
        .mapToObj(answer -> projection(all, references, answers, outputs, answer))
        .toList();
    return new RealReferenceTable(layout, references, all, projections, losses);
  }

  private static Projection projection(
      float[] all, List<Reference> references, int answers, int outputs, int answer) {
    int size = references.size();
    int stride = answers * outputs;
    int queries = all.length / size / stride;
    double[][] gram = new double[size][size];
    for (int vector = 0; vector < queries * outputs; vector++) {
      int from = vector / outputs * size * stride + answer * outputs + vector % outputs;
      for (int one = 0; one < size; one++) {
        double prediction = all[from + one * stride];
        for (int other = 0; other < size; other++) {
          gram[one][other] += prediction * all[from + other * stride] / queries / outputs;
        }
      }
    }
    return new Projection(references, gram);
  }

  /** The references, in the order in which the family tells them. */
  public List<Reference> references() {
    return references;
  }

  /** Where the answers stand; answer i is the one after {@code firstShot + i} shots. */
  public SequenceLayout layout() {
    return layout;
  }

  /** Number of answers in a sequence that count. */
  public int answers() {
    return projections.size();
  }

  /** Mean squared error of each reference at this answer, in their order. */
  public List<Double> losses(int answer) {
    return IntStream.range(0, references.size())
        .mapToObj(place -> losses[answer][place])
        .toList();
  }

  /** Which references cannot be told apart at this answer. */
  public List<ReferenceGroup> groups(int answer) {
    return projections.get(answer).groups();
  }

  /**
   * How alike two references are at this answer: 1 less their root mean square difference over the
   * root of their mean squares' sum.
   *
   * @return from 0 to 1, which says that they are the same
   */
  public double identifiability(int answer, Reference one, Reference other) {
    return projections
        .get(answer)
        .identifiability(references.indexOf(one), references.indexOf(other));
  }

  Projection projection(int answer) {
    return projections.get(answer);
  }

  /** What a reference predicts. */
  double prediction(int query, int reference, int answer, int output) {
    int outputs = layout.form().outputs();
    return predictions[
        ((query * references.size() + reference) * answers() + answer) * outputs + output];
  }
}
