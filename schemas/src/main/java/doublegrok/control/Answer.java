package doublegrok.control;

import java.util.OptionalLong;

/**
 * Answer to a command.
 *
 * @param accepted whether the run will do it; if not, nothing has changed
 * @param message one sentence for a person, with the reason of a refusal
 * @param batch from which on it holds
 */
public record Answer(boolean accepted, String message, OptionalLong batch) {
  /** A refusal that needs no generator. */
  public static Answer refused(String reason) {
    return new Answer(false, reason, OptionalLong.empty());
  }
}
