package doublegrok.task.regression;

import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Tasks;
import java.util.ArrayList;
import java.util.List;

/** Evaluation sets of in-context linear regression, besides those that are shifted. */
final class RegressionSets {
  /** Tasks of the list that is trained on. */
  static final EvaluationSet ID = new EvaluationSet("id-test", Tasks.NOW, Inputs.ANY, 1);

  /** Tasks that are never trained, under the conditions of training. */
  static final EvaluationSet OOD = new EvaluationSet("ood", Tasks.NEVER, Inputs.ANY, 2);

  /** Tasks of a list that was trained on before a swap. */
  static final EvaluationSet FORMERLY_ID =
      new EvaluationSet("formerly-id-test", Tasks.FORMERLY, Inputs.ANY, 6);

  private RegressionSets() {}

  /** All that sequences of a shape may have, in the order in which they are shown. */
  static List<EvaluationSet> of(RegressionShape shape) {
    List<EvaluationSet> sets = new ArrayList<>(List.of(ID, OOD));
    for (RegressionShift shift : RegressionShift.values()) {
      if (shift.shows(shape)) {
        sets.add(shift.set());
      }
    }
    sets.add(FORMERLY_ID);
    return List.copyOf(sets);
  }
}
