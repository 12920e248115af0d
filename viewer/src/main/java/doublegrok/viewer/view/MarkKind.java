package doublegrok.viewer.view;

import java.util.Locale;

/** Kinds of happenings that are marked on the step axis. */
public enum MarkKind {
  CHECKPOINT,
  STARTED,
  RESUMED,
  SWAPPED,
  PAUSED,
  FORKED,
  FINISHED,
  STOPPED,
  FAILED,
  REFUSED,
  TRANSITION,
  ALARM,
  ACCEPTED,
  CONTINUED,
  OTHER;

  /** The kind's name in JSON and on the page. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
