package doublegrok.local.check;

import java.util.Locale;
import java.util.Optional;

/**
 * One line of what the doctor says.
 *
 * @param state how it is
 * @param subject what was looked at
 * @param text what was found, and the way out where one is needed
 */
public record Finding(State state, String subject, String text) {

  /** State of what was looked at. */
  public enum State {
    OK,
    /** Works, but worth knowing. */
    NOTE,
    /** Runs will fail. */
    BAD
  }

  /** All is well. */
  public static Finding ok(String subject, String text) {
    return new Finding(State.OK, subject, text);
  }

  /** A check's problem as a finding of the given severity; otherwise the text. */
  public static Finding of(String subject, Check check, State otherwise, String text) {
    Optional<String> problem = check.problem();
    return problem.map(found -> new Finding(otherwise, subject, found)).orElse(ok(subject, text));
  }

  /** One line, aligned with others. */
  public String line() {
    return "%-4s  %-14s  %s".formatted(state.name().toLowerCase(Locale.ROOT), subject, text);
  }
}
