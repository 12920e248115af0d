package doublegrok.spec;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.FamilyKind;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TrainingSampler;
import doublegrok.task.Violation;
import doublegrok.task.families.Families;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.ArrayList;
import java.util.List;

/** Family of rows (x, y) of reals that nobody draws, for specs alone. */
record RowsFamily(Values values) implements Family {
  private static final Key<Integer> OUTPUTS = Key.integer("outputs", 1, 9).or(1);
  private static final FamilyKind KIND = new FamilyKind(
      "rows",
      List.of(OUTPUTS),
      List.of(Distribution.TASKS, Distribution.TASK_DRAW, Distribution.SHOTS),
      RowsFamily::new);

  /** The built-in ones and this. */
  static Families families() {
    List<FamilyKind> kinds = new ArrayList<>(Families.builtIn().kinds());
    kinds.add(KIND);
    return new Families(kinds);
  }

  @Override
  public FamilyKind kind() {
    return KIND;
  }

  @Override
  public SequenceForm form() {
    return new SequenceForm.Reals(6, values.get(OUTPUTS));
  }

  @Override
  public Objective objective() {
    return Objective.SQUARED_ERROR;
  }

  @Override
  public boolean wholeExamples() {
    return true;
  }

  @Override
  public SequenceLayout layout(Distribution distribution) {
    int last = distribution.shots();
    return new SequenceLayout(form(), last + 1, List.of(last), last);
  }

  @Override
  public List<Violation> violations(Distribution distribution) {
    return List.of();
  }

  @Override
  public TrainingSampler trainingSampler(Distribution distribution, long seed) {
    throw new UnsupportedOperationException("nobody draws");
  }

  @Override
  public List<EvaluationSet> evaluationSets() {
    return List.of();
  }

  @Override
  public EvaluationSampler evaluationSampler(List<Distribution> history, long seed) {
    throw new UnsupportedOperationException("nobody draws");
  }
}
