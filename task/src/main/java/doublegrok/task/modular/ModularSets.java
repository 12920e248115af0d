package doublegrok.task.modular;

import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Tasks;
import java.util.List;

/** Evaluation sets of the families of modular arithmetic: which latent tasks, and which inputs. */
public final class ModularSets {
  /** Tasks trained now, inputs trained on. */
  public static final EvaluationSet ID_TRAIN =
      new EvaluationSet("id-train", Tasks.NOW, Inputs.TRAINED, 1);

  /** Tasks trained now, held-out inputs. */
  public static final EvaluationSet ID_TEST =
      new EvaluationSet("id-test", Tasks.NOW, Inputs.HELD_OUT, 2);

  /** Tasks never trained, inputs trained on. */
  public static final EvaluationSet OOD_TRAIN =
      new EvaluationSet("ood-train", Tasks.NEVER, Inputs.TRAINED, 3);

  /** Tasks never trained, held-out inputs. */
  public static final EvaluationSet OOD_TEST =
      new EvaluationSet("ood-test", Tasks.NEVER, Inputs.HELD_OUT, 4);

  /** Tasks never trained, in a family whose inputs are split per task: any inputs. */
  public static final EvaluationSet OOD = new EvaluationSet("ood", Tasks.NEVER, Inputs.ANY, 3);

  /** Tasks trained before a swap and not since, inputs trained on. */
  public static final EvaluationSet FORMERLY_ID_TRAIN =
      new EvaluationSet("formerly-id-train", Tasks.FORMERLY, Inputs.TRAINED, 5);

  /** Tasks trained before a swap and not since, held-out inputs. */
  public static final EvaluationSet FORMERLY_ID_TEST =
      new EvaluationSet("formerly-id-test", Tasks.FORMERLY, Inputs.HELD_OUT, 6);

  private static final List<EvaluationSet> ALL =
      List.of(ID_TRAIN, ID_TEST, OOD_TRAIN, OOD_TEST, OOD, FORMERLY_ID_TRAIN, FORMERLY_ID_TEST);

  private ModularSets() {}

  /** Every set, in the order in which they are shown. */
  public static List<EvaluationSet> all() {
    return ALL;
  }
}
