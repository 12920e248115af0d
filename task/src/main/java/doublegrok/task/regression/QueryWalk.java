package doublegrok.task.regression;

import doublegrok.task.AskedModel;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Walk along sequences whose queries a model is asked: each as it stands, and a little to both
 * sides along every coordinate, which tells the weights by which the model multiplies it.
 */
final class QueryWalk {
  /** Length of the steps to both sides, over the root mean square of a coordinate. */
  private static final double SIDE = 0.05;

  private final RegressionShape shape;
  private final Conditions trained;
  private final RegressionWalk references;
  private final double side;

  QueryWalk(RegressionShape shape, Conditions trained, RegressionWalk references) {
    this.shape = shape;
    this.trained = trained;
    this.references = references;
    this.side = SIDE * Math.sqrt(Vectors.sum(trained.inputs()) / trained.dimension());
  }

  /** What the model says of the query after so many examples of each sequence, at least 1. */
  List<AskedQuery> ask(AskedModel model, RealSequences sequences, int examples) {
    int asks = 2 * shape.dimension() + 1;
    double[] said = new double[sequences.count() * asks];
    model.predict(
        asked(sequences, examples), (sequence, answer, output) -> said[sequence] = output[0]);
    List<AskedQuery> queries = new ArrayList<>();
    for (int row = 0; row < sequences.count(); row++) {
      double[] slope = new double[shape.dimension()];
      int from = row * asks;
      Arrays.setAll(slope, i -> (said[from + 2 * i + 1] - said[from + 2 * i + 2]) / (2 * side));
      queries.add(query(sequences, row, examples, said[from], trained.axes().along(slope)));
    }
    return queries;
  }

  private AskedQuery query(
      RealSequences sequences, int row, int examples, double said, double[] weights) {
    int dimension = shape.dimension();
    double[][] covariance = new double[dimension][dimension];
    double[] products = new double[dimension];
    for (int example = 0; example < examples; example++) {
      double[] input = references.input(sequences, row, example).clone();
      for (int axis = 0; axis < dimension; axis++) {
        input[axis] /= Math.sqrt(trained.inputs()[axis]);
      }
      Vectors.add(products, references.answer(sequences, row, example) / examples, input);
      for (int axis = 0; axis < dimension; axis++) {
        Vectors.add(covariance[axis], input[axis] / examples, input);
      }
    }
    return new AskedQuery(
        references.input(sequences, row, examples),
        said,
        weights,
        references.weights(sequences, row, examples),
        covariance,
        products);
  }

  /** Every query as it stands, and then two a coordinate, one to each side. */
  private RealSequences asked(RealSequences sequences, int examples) {
    int asks = 2 * shape.dimension() + 1;
    SequenceLayout layout = shape.layout(examples, examples);
    int size = shape.inputs(examples);
    int shown = shape.inputs(shape.rows().examples(sequences.layout().length()));
    int query = shape.rows().input(examples) * (shape.dimension() + 1);
    float[] inputs = new float[sequences.count() * asks * size];
    int[] latents = new int[sequences.count() * asks];
    for (int at = 0; at < latents.length; at++) {
      int row = at / asks;
      latents[at] = sequences.latents()[row];
      System.arraycopy(sequences.inputs(), row * shown, inputs, at * size, size);
      if (at % asks > 0) {
        int coordinate = (at % asks - 1) / 2;
        inputs[at * size + query + coordinate] += (float) (at % asks % 2 == 1 ? side : -side);
      }
    }
    return new RealSequences(layout, latents.length, inputs, new float[latents.length], latents);
  }
}
