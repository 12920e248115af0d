package doublegrok.task.regression;

import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Shift;
import doublegrok.task.EvaluationSet.Tasks;
import java.util.Arrays;
import java.util.Optional;

/** Differences from training on one axis, each a set of its own of tasks that are never trained. */
enum RegressionShift {
  INPUT_HALF("ood-input-half", "input scale", "x0.5", 3),
  INPUT_DOUBLE("ood-input-double", "input scale", "x2", 3),
  /** Variances from twice to half of what is trained, evenly on a logarithmic scale. */
  COVARIANCE("ood-covariance", "covariance", "x2 to x0.5", 4),
  NOISE("ood-noise", "noise", "+0.5", 5),
  TASK_DOUBLE("ood-task-double", "task scale", "x2", 6),
  CONTEXT_HALF("ood-context-half", "context", "x0.5", 0),
  CONTEXT_DOUBLE("ood-context-double", "context", "x2", 0);

  private static final double MORE_NOISE = 0.5;

  private final String label;
  private final String axis;
  private final String level;
  private final int colour;

  RegressionShift(String label, String axis, String level, int colour) {
    this.label = label;
    this.axis = axis;
    this.level = level;
    this.colour = colour;
  }

  EvaluationSet set() {
    Shift shift = new Shift(axis, level);
    return new EvaluationSet(label, Tasks.NEVER, Inputs.ANY, Optional.of(shift), colour);
  }

  /** The shift that a set has. */
  static Optional<RegressionShift> of(EvaluationSet set) {
    return Arrays.stream(values()).filter(each -> each.set().equals(set)).findFirst();
  }

  /** Whether sets of this shape show it: a shorter context is seen at the queries before. */
  boolean shows(RegressionShape shape) {
    return this != CONTEXT_HALF || shape.queries() == CountedQueries.LAST;
  }

  /** The conditions under which its sequences are drawn. */
  Conditions of(Conditions trained) {
    return switch (this) {
      case INPUT_HALF -> trained.withInputs(Conditions.scaled(trained.inputs(), 0.25));
      case INPUT_DOUBLE -> trained.withInputs(Conditions.scaled(trained.inputs(), 4));
      case COVARIANCE -> trained.withInputs(uneven(trained.inputs()));
      case NOISE -> trained.withNoise(trained.noise() + MORE_NOISE);
      case TASK_DOUBLE -> trained.withTasks(Conditions.scaled(trained.tasks(), 4));
      case CONTEXT_HALF, CONTEXT_DOUBLE -> trained;
    };
  }

  /** Examples before the last query. */
  int examples(int trained) {
    return switch (this) {
      case CONTEXT_HALF -> trained / 2;
      case CONTEXT_DOUBLE -> 2 * trained;
      case INPUT_HALF, INPUT_DOUBLE, COVARIANCE, NOISE, TASK_DOUBLE -> trained;
    };
  }

  private static double[] uneven(double[] variances) {
    double[] uneven = new double[variances.length];
    int last = Math.max(1, variances.length - 1);
    Arrays.setAll(uneven, axis -> variances[axis] * StrictMath.pow(2, 1 - 2.0 * axis / last));
    return uneven;
  }
}
