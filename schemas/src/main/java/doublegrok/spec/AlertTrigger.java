package doublegrok.spec;

import doublegrok.task.key.Rule;

/** What an alert waits for. */
public enum AlertTrigger {
  /** Any transition. */
  TRANSITION,
  /** Trained tasks are learned, on inputs that are trained on. */
  ID_MEMORISATION,
  /** Trained tasks are learned, on held-out inputs. */
  ID_GENERALISATION,
  /** Never-trained tasks are solved, on inputs that are trained on. */
  OOD_MEMORISATION,
  /** Never-trained tasks are solved, on inputs that never were trained on. */
  OOD_GENERALISATION,
  /** What was learned of trained tasks fades. */
  ID_LOSS,
  /** What was learned of never-trained tasks fades. */
  OOD_LOSS,
  /** What was learned of tasks trained formerly fades. */
  FORMERLY_ID_LOSS,
  /** The loss is no number, which ends the run. */
  NAN,
  /** No step is reported for a while, though the run is neither paused nor over. */
  STALL;

  /** The trigger in run specs and events. */
  public String label() {
    return Rule.label(this);
  }
}
