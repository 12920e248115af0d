package doublegrok.control;

import doublegrok.spec.KeyChange;
import java.util.List;

/**
 * Answer to a command that is not given yet: what would become of it.
 *
 * @param answer what the generator would say now; it decides once the command is given
 * @param changes of the run spec, at the batch from which on it would hold
 */
public record CheckedCommand(Answer answer, List<KeyChange> changes) {
  public CheckedCommand {
    changes = List.copyOf(changes);
  }

  /** One that would be refused. */
  public static CheckedCommand refused(String reason) {
    return new CheckedCommand(Answer.refused(reason), List.of());
  }
}
