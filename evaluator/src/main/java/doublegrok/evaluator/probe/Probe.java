package doublegrok.evaluator.probe;

import doublegrok.task.finding.Finding;
import java.util.Map;

/** A look into a checkpoint, whose findings are shapes that everybody else knows. */
public interface Probe {
  /** Name in run specs; unique among {@link Probes}. */
  String name();

  /** Whether an evaluation can afford it. */
  Cost cost();

  /** Whether it looks at every checkpoint that is evaluated, however seldom the others do. */
  default boolean always() {
    return false;
  }

  /**
   * What it finds, by the names under which findings are kept, which are the same at every
   * checkpoint: lower-case letters, digits and '-'. Empty if the checkpoint has nothing for it.
   *
   * @throws java.util.concurrent.CancellationException if there is no more time
   */
  Map<String, Finding> find(Examination checkpoint);
}
