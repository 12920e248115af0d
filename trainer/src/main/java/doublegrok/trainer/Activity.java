package doublegrok.trainer;

import java.util.Locale;

/** Activity of a trainer. */
enum Activity {
  /** Looks for its run, its newest checkpoint and its place in the log. */
  OPENING,
  /** Waits for a batch. */
  WAITING,
  /** Does a step. */
  TRAINING,
  /** Writes a checkpoint's files. */
  CHECKPOINTING,
  /** Is held by a person. */
  PAUSED,
  /** Is through: at its last step, stopped, or failed. */
  ENDED;

  /** The activity's name among a metric's labels. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
