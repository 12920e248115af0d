package doublegrok.task.regression;

import doublegrok.task.EvaluationSet;
import doublegrok.task.RealSequences;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import java.util.List;
import java.util.Optional;

/** Walk through sequences example by example, with every reference beside it. */
final class RegressionWalk implements ReferencePredictors {
  private final RegressionShape shape;
  private final Conditions trained;
  private final int examples;
  private final Conditions trainedTasks;
  private final List<RegressionReference> all;

  /**
   * A walk.
   *
   * @param trained conditions, of all tasks
   * @param examples before the last query of training
   * @param trainedTasks the same conditions, of the tasks that are trained
   */
  RegressionWalk(
      RegressionShape shape,
      Conditions trained,
      int examples,
      Conditions trainedTasks,
      List<RegressionReference> all) {
    this.shape = shape;
    this.trained = trained;
    this.examples = examples;
    this.trainedTasks = trainedTasks;
    this.all = List.copyOf(all);
  }

  @Override
  public List<Reference> references() {
    return all.stream().map(RegressionReference::reference).toList();
  }

  /** The mean over the queries that count, if each of them has a closed form. */
  @Override
  public Optional<Double> exactFloor(Reference reference) {
    SequenceLayout layout = shape.layout(examples);
    double sum = 0;
    for (int before = layout.firstShot(); before <= examples; before++) {
      Optional<Double> loss = loss(reference, trainedTasks, before);
      if (loss.isEmpty()) {
        return loss;
      }
      sum += loss.get();
    }
    return Optional.of(sum / layout.answerPositions().size());
  }

  @Override
  public Optional<Double> exactLoss(EvaluationSet set, Reference reference, int shot) {
    return switch (set.tasks()) {
      case NOW -> loss(reference, trainedTasks, shot);
      case NEVER ->
        loss(
            reference,
            RegressionShift.of(set).map(shift -> shift.of(trained)).orElse(trained),
            shot);
      case FORMERLY -> Optional.empty();
    };
  }

  private Optional<Double> loss(Reference reference, Conditions asked, int before) {
    return all.stream()
        .filter(each -> each.reference().equals(reference))
        .findFirst()
        .flatMap(each -> each.loss().of(asked, before));
  }

  @Override
  public void predict(Sequences sequences, int row, double[] predictions) {
    SequenceLayout layout = sequences.layout();
    requireLayout(layout);
    float[] inputs = ((RealSequences) sequences).inputs();
    int shown = shape.rows().examples(layout.length());
    int answers = layout.answerPositions().size();
    int from = row * shape.inputs(shown);
    all.forEach(each -> each.solver().begin());
    int scored = 0;
    for (int example = 0; example <= shown && scored < answers; example++) {
      double[] input = input(inputs, from, example);
      if (layout.answerPositions().get(scored) == shape.rows().input(example)) {
        for (int reference = 0; reference < all.size(); reference++) {
          predictions[reference * answers + scored] =
              all.get(reference).solver().predict(input);
        }
        scored++;
      }
      if (scored < answers) {
        int at = from + shape.rows().answer(example) * width() + shape.dimension();
        for (RegressionReference each : all) {
          each.solver().observe(input, inputs[at]);
        }
      }
    }
  }

  /**
   * By what each reference multiplies the query after some examples, along the axes: all of them
   * are linear in it. [references, dimension]
   */
  double[][] weights(RealSequences sequences, int row, int before) {
    int shown = shape.rows().examples(sequences.layout().length());
    int from = row * shape.inputs(shown);
    all.forEach(each -> each.solver().begin());
    for (int example = 0; example < before; example++) {
      double[] input = input(sequences.inputs(), from, example);
      int at = from + shape.rows().answer(example) * width() + shape.dimension();
      for (RegressionReference each : all) {
        each.solver().observe(input, sequences.inputs()[at]);
      }
    }
    double[][] weights = new double[all.size()][shape.dimension()];
    for (int axis = 0; axis < shape.dimension(); axis++) {
      double[] unit = new double[shape.dimension()];
      unit[axis] = 1;
      for (int reference = 0; reference < weights.length; reference++) {
        weights[reference][axis] = all.get(reference).solver().predict(unit);
      }
    }
    return weights;
  }

  /** An input of a sequence along the axes. */
  double[] input(RealSequences sequences, int row, int example) {
    int shown = shape.rows().examples(sequences.layout().length());
    return input(sequences.inputs(), row * shape.inputs(shown), example);
  }

  /** The answer that is shown after an input. */
  double answer(RealSequences sequences, int row, int example) {
    int shown = shape.rows().examples(sequences.layout().length());
    int from = row * shape.inputs(shown);
    return sequences.inputs()[from + shape.rows().answer(example) * width() + shape.dimension()];
  }

  private int width() {
    return shape.dimension() + 1;
  }

  /** An input along the axes. */
  private double[] input(float[] inputs, int from, int example) {
    double[] input = new double[shape.dimension()];
    for (int i = 0; i < input.length; i++) {
      input[i] = inputs[from + shape.rows().input(example) * width() + i];
    }
    return trained.axes().along(input);
  }

  private void requireLayout(SequenceLayout layout) {
    int shown = shape.rows().examples(layout.length());
    boolean fits = layout.form().equals(shape.form())
        && layout.length() == shape.rows().length(shown)
        && layout.answerPositions().stream().allMatch(position -> isQuery(position, shown));
    if (!fits) {
      throw new IllegalArgumentException("layout must be of " + shape.form() + " with answers at"
          + " queries, was " + layout + ": give a layout of this family");
    }
  }

  private boolean isQuery(int position, int shown) {
    return shape.rows() == RowForm.JOINED ? position == shown : position % 2 == 0;
  }
}
