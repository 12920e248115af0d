package doublegrok.spec;

import doublegrok.task.key.Rule;

/** Action of an alert, besides its event. */
public enum AlertAction {
  /** The checkpoint at hand is kept for ever. */
  CHECKPOINT,
  /** The run is paused. */
  PAUSE,
  /** The run is ended; its records and checkpoints stay. */
  STOP,
  /** A run with changes is forked from the checkpoint at hand. */
  FORK,
  /** An unchanged twin and changed runs are forked from the checkpoint before, to be compared. */
  EXPLAIN;

  /** Whether it forks the run, by changes that an alert may give. */
  public boolean forks() {
    return this == FORK || this == EXPLAIN;
  }

  /** The action in run specs and events. */
  public String label() {
    return Rule.label(this);
  }
}
