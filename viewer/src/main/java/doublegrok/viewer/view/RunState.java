package doublegrok.viewer.view;

import java.util.Locale;

/** State of a run: whether it goes on, and if not, why. */
public enum RunState {
  /** Training, or about to. */
  RUNNING,
  /** Held by a person; goes on when resumed. */
  PAUSED,
  /** All planned steps are done. */
  FINISHED,
  /** Ended by a person. */
  STOPPED,
  /** Ended by an error. */
  FAILED;

  /** Whether it has ended. */
  public boolean isOver() {
    return this == FINISHED || this == STOPPED || this == FAILED;
  }

  /** The state's name in JSON, metrics and on the page. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
