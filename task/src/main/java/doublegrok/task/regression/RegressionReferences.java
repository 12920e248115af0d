package doublegrok.task.regression;

import doublegrok.task.Reference;
import doublegrok.task.Reference.Skill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/** References of in-context linear regression, from the general solver to who knows nothing. */
public final class RegressionReferences {
  /** The posterior mean over all tasks: ridge regression by the noise, nothing is better. */
  public static final Reference RIDGE = new Reference("ridge", Skill.GENERAL, true, 6);

  /** The posterior mean over the list of trained tasks: this family's switchboard. */
  public static final Reference DMMSE = new Reference("dmmse", Skill.TASKS, true, 5);

  /** The least-squares solution of least norm. */
  public static final Reference LEAST_SQUARES =
      new Reference("least-squares", Skill.GENERAL, false, 4);

  /** Descent that transforms the inputs between its steps, with its best parameters. */
  public static final Reference GD_PLUS_PLUS =
      new Reference("gd-plus-plus", Skill.GENERAL, false, 0);

  /** Several steps on whitened inputs, each of its best size. */
  public static final Reference GD_FREE = new Reference("gd-free", Skill.GENERAL, false, 3);

  /** As many steps, all of the one best size. */
  public static final Reference GD_CONSTANT = new Reference("gd-constant", Skill.GENERAL, false, 0);

  /** One step, with the best factor for each axis. */
  public static final Reference GD_PRECONDITIONED =
      new Reference("gd-preconditioned", Skill.GENERAL, false, 0);

  /** One step of the best size. */
  public static final Reference GD_ONE = new Reference("gd-one", Skill.GENERAL, false, 2);

  /** Always 0. */
  public static final Reference ZERO = new Reference("zero", Skill.GUESS, false, 1);

  /** Tasks that the posterior over a list weighs at most. */
  static final int MOST_WEIGHED = 1 << 15;

  private static final int DEEPEST_PLUS_PLUS = 3;

  private RegressionReferences() {}

  /** Every reference, in the order in which they are told. */
  public static List<Reference> all() {
    return List.of(
        RIDGE,
        DMMSE,
        LEAST_SQUARES,
        GD_PLUS_PLUS,
        GD_FREE,
        GD_CONSTANT,
        GD_PRECONDITIONED,
        GD_ONE,
        ZERO);
  }

  /**
   * Those of some conditions, each where it is another one than those after it: without a list
   * there is no posterior over it, one step of descent is {@link #GD_ONE}, and isotropic inputs
   * need no factor for each axis. GD++ is of joined rows, which show a model the inputs together,
   * and of up to three steps.
   *
   * @param trained conditions, of all tasks
   * @param examples before the last query of training
   * @param listed tasks; none if fresh ones are trained
   */
  static RegressionWalk of(
      RegressionShape shape, Conditions trained, int examples, int[] listed, long seed) {
    TrainedExamples range = TrainedExamples.of(shape, examples);
    boolean joined = shape.rows() == RowForm.JOINED;
    List<RegressionReference> all = new ArrayList<>();
    all.add(new RegressionReference(
        RIDGE,
        new RecursiveSolver(trained.inputs(), trained.tasks(), trained.noise() * trained.noise()),
        ExactLoss::withoutExamples));
    if (listed.length > 0 && listed.length <= MOST_WEIGHED) {
      all.add(listed(trained, listed, seed));
    }
    double[] ones = new double[trained.dimension()];
    Arrays.fill(ones, 1);
    all.add(new RegressionReference(
        LEAST_SQUARES, new RecursiveSolver(trained.inputs(), ones, 0), ExactLoss::ofLeastSquares));
    int steps = shape.steps();
    if (joined && steps > 1 && steps <= DEEPEST_PLUS_PLUS) {
      all.add(descent(GD_PLUS_PLUS, trained, range, fit -> fit.plusPlus(steps)));
    }
    if (steps > 1) {
      all.add(descent(GD_FREE, trained, range, fit -> fit.freeSteps(steps)));
      all.add(descent(GD_CONSTANT, trained, range, fit -> fit.constantStep(steps)));
    }
    if (!Conditions.even(trained.inputs()) || !Conditions.even(trained.tasks())) {
      all.add(oneStep(
          GD_PRECONDITIONED, ones, each -> OneStep.preconditioned(trained, range.nearest(each))));
    }
    all.add(oneStep(GD_ONE, ones, each -> OneStep.plain(trained, range.nearest(each))));
    all.add(new RegressionReference(
        ZERO, new ZeroSolver(), (asked, before) -> Optional.of(asked.signal())));
    return new RegressionWalk(shape, trained, examples, trained.ofTasks(listed, seed), all);
  }

  private static RegressionReference listed(Conditions trained, int[] listed, long seed) {
    LatentTasks tasks = new LatentTasks(trained, seed);
    double[][] weights = Arrays.stream(listed)
        .mapToObj(task -> trained.axes().along(tasks.weights(task)))
        .toArray(double[][]::new);
    double noise = trained.noise() * trained.noise();
    return new RegressionReference(
        DMMSE,
        new ListedTasksSolver(weights, noise, trained.signal()),
        (asked, before) -> Optional.empty());
  }

  private static RegressionReference descent(
      Reference reference,
      Conditions trained,
      TrainedExamples range,
      Function<DescentFit, Descent> form) {
    BestDescents best = new BestDescents(trained, range, form);
    double[] whitening =
        Arrays.stream(trained.inputs()).map(each -> 1 / Math.sqrt(each)).toArray();
    return new RegressionReference(reference, new GradientSolver(whitening, best), best);
  }

  private static RegressionReference oneStep(
      Reference reference, double[] ones, IntFunction<double[]> factors) {
    return new RegressionReference(
        reference,
        new GradientSolver(ones, (before, covariance, products) -> {
          double[] weights = factors.apply(before);
          Arrays.setAll(weights, axis -> weights[axis] * products[axis]);
          return weights;
        }),
        (asked, before) -> Optional.of(OneStep.loss(factors.apply(before), asked, before)));
  }
}
