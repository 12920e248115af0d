package doublegrok.task.regression;

import doublegrok.task.Distribution;
import doublegrok.task.DrawnTraining;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.FamilyKind;
import doublegrok.task.FamilyProbe;
import doublegrok.task.Objective;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TaskClasses;
import doublegrok.task.TaskSelection;
import doublegrok.task.TrainingSampler;
import doublegrok.task.Violation;
import doublegrok.task.key.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * In-context linear regression (Ahn et al. 2023, arXiv 2306.00297): examples (x, y = w.x + noise)
 * and a query x, whose w.x is asked for. A latent task is a vector w of weights, fresh for each
 * sequence, or one of a list (Raventos et al. 2023, arXiv 2306.15063).
 *
 * @param values of the keys below {@code task}
 */
public record LinearRegression(Values values) implements Family {
  /** The kind in run specs. */
  public static final FamilyKind KIND = new FamilyKind(
      "linear-regression", RegressionKeys.TASK, RegressionKeys.DISTRIBUTION, LinearRegression::new);

  public LinearRegression {
    RegressionShape.of(values);
  }

  @Override
  public FamilyKind kind() {
    return KIND;
  }

  @Override
  public SequenceForm form() {
    return shape().form();
  }

  @Override
  public boolean wholeExamples() {
    return shape().rows() == RowForm.JOINED;
  }

  @Override
  public Objective objective() {
    return Objective.SQUARED_ERROR;
  }

  @Override
  public SequenceLayout layout(Distribution distribution) {
    return shape().layout(distribution.shots() - 1);
  }

  @Override
  public List<Violation> violations(Distribution distribution) {
    int given = distribution.get(RegressionKeys.EIGENVALUES).size();
    boolean isotropic = distribution.get(RegressionKeys.COVARIANCE) == InputCovariance.ISOTROPIC;
    int wanted = isotropic ? 0 : shape().dimension();
    List<Violation> violations = new ArrayList<>();
    if (given != wanted) {
      String key = "distribution." + RegressionKeys.EIGENVALUES.name();
      violations.add(new Violation(
          key,
          key + " must be " + wanted + " values, "
              + (isotropic ? "as the covariance is isotropic" : "one for each axis") + ", were "
              + given + ": set it together with distribution.covariance"));
    }
    return violations;
  }

  @Override
  public TrainingSampler trainingSampler(Distribution distribution, long seed) {
    Violation.requireNone(this, distribution);
    RegressionShape shape = shape();
    SequenceLayout layout = layout(distribution);
    Conditions conditions = Conditions.of(shape, distribution, seed);
    int[] listed = listed(distribution, seed);
    return new DrawnTraining(
        listed,
        draw -> listed.length > 0 ? listed[draw.below(listed.length)] : LatentTasks.fresh(draw),
        latents -> new RegressionSampler(
            shape, conditions, new LatentTasks(conditions, seed), layout, latents),
        seed);
  }

  @Override
  public List<EvaluationSet> evaluationSets() {
    return RegressionSets.of(shape());
  }

  @Override
  public EvaluationSampler evaluationSampler(List<Distribution> history, long seed) {
    Distribution current = Violation.requireNone(this, history);
    List<int[]> lists = history.stream().map(each -> listed(each, seed)).toList();
    return new RegressionEvaluation(
        shape(),
        Conditions.of(shape(), current, seed),
        current.shots() - 1,
        new TaskClasses(LatentTasks.LISTED, lists, seed),
        seed);
  }

  @Override
  public List<Reference> references() {
    return RegressionReferences.all();
  }

  @Override
  public Optional<ReferencePredictors> references(List<Distribution> history, long seed) {
    Distribution current = Violation.requireNone(this, history);
    return Optional.of(RegressionReferences.of(
        shape(),
        Conditions.of(shape(), current, seed),
        current.shots() - 1,
        listed(current, seed),
        seed));
  }

  /** Whether the model descends a gradient; none without an example. */
  @Override
  public List<FamilyProbe> probes(List<Distribution> history, long seed, Values means) {
    Distribution current = Violation.requireNone(this, history);
    return current.shots() < 2
        ? List.of()
        : List.of(new DescentProbe(
            shape(),
            Conditions.of(shape(), current, seed),
            current.shots() - 1,
            RegressionReferences.of(
                shape(),
                Conditions.of(shape(), current, seed),
                current.shots() - 1,
                listed(current, seed),
                seed),
            (RegressionEvaluation) evaluationSampler(history, seed)));
  }

  private RegressionShape shape() {
    return RegressionShape.of(values);
  }

  private static int[] listed(Distribution distribution, long seed) {
    return TaskSelection.random(LatentTasks.LISTED, distribution, seed);
  }
}
