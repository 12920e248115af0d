package doublegrok.sweep;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Place of a run in its sweep: what becomes of it. */
public enum RunPlace {
  /** Not offered: it has not had its turn, was given back, or its sweep is held. */
  WAITING,
  /** In the queue, and nobody has taken it. */
  OFFERED,
  /** Trained by somebody who reports. */
  RUNNING,
  /** Trained by somebody, but held by a person. */
  PAUSED,
  /** At its last step. */
  DONE,
  /** Failed, and soon offered again. */
  FAILED,
  /** Ended by a person or a rule before its last step. */
  STOPPED,
  /** Failed too often. */
  POISON,
  /** Ended with its sweep. */
  CANCELLED;

  private static final Set<RunPlace> LAST = EnumSet.of(DONE, STOPPED, POISON, CANCELLED);
  private static final Set<RunPlace> AT_WORK = EnumSet.of(OFFERED, RUNNING, PAUSED);

  /** Its name in JSON and in sentences. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more becomes of it by itself. */
  public boolean last() {
    return LAST.contains(this);
  }

  /** Whether it takes one of the places of those that run at once. */
  public boolean atWork() {
    return AT_WORK.contains(this);
  }
}
