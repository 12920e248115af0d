package doublegrok.task.modular.addition;

import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Shift;
import doublegrok.task.EvaluationSet.Tasks;
import java.util.List;
import java.util.Optional;

/** Evaluation sets of pairs: which of them are trained on, and with which answers. */
public final class AdditionSets {
  /** Pairs trained on with their right answers. */
  public static final EvaluationSet TRAIN =
      new EvaluationSet("train", Tasks.NOW, Inputs.TRAINED, 1);

  /** Pairs never trained on whose mirror (b, a) is: commutativity is enough. */
  public static final EvaluationSet MIRRORED = new EvaluationSet(
      "mirrored", Tasks.NOW, Inputs.HELD_OUT, Optional.of(new Shift("pairs", "mirrored")), 3);

  /** Pairs never trained on, nor their mirrors. */
  public static final EvaluationSet FRESH =
      new EvaluationSet("fresh", Tasks.NOW, Inputs.HELD_OUT, 2);

  /** Pairs trained on with wrong answers, asked for these. */
  public static final EvaluationSet CORRUPTED = new EvaluationSet(
      "corrupted", Tasks.NOW, Inputs.TRAINED, Optional.of(new Shift("labels", "wrong")), 4);

  /** The same pairs, asked for the right answers, which inverts what was trained. */
  public static final EvaluationSet INVERTED = new EvaluationSet(
      "inverted", Tasks.NOW, Inputs.ANY, Optional.of(new Shift("labels", "inverted")), 5);

  private AdditionSets() {}

  /** Every set, in the order in which they are shown. */
  public static List<EvaluationSet> all() {
    return List.of(TRAIN, FRESH, MIRRORED, CORRUPTED, INVERTED);
  }
}
