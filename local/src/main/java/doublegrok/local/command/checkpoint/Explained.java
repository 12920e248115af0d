package doublegrok.local.command.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * Outcome of an explanation.
 *
 * @param occasion that it is about
 * @param continuation how the twin compares with the run's own way on, if the run went on
 * @param compared the run itself, if its checkpoint at the last step is kept, then each changed
 *     fork
 */
record Explained(
    ExplainPlan plan,
    Occasion occasion,
    Optional<Continuation> continuation,
    List<Compared> compared) {
  Explained {
    compared = List.copyOf(compared);
  }
}
