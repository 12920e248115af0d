package doublegrok.sweep;

import java.util.Locale;

/** Phase of a sweep. */
public enum SweepPhase {
  /** Its runs are offered. */
  RUNNING,
  /** Its runs are not offered until it is resumed. */
  PAUSED,
  /** Nothing more becomes of any of its runs. */
  DONE,
  /** Ended for ever. */
  CANCELLED;

  /** Its name in JSON and in sentences. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
