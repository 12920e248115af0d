package doublegrok.evaluator.probe;

/** Amount of time that a probe takes beside the evaluation of a checkpoint. */
public enum Cost {
  /** Less than the evaluation itself, or little more. */
  CHEAP,
  /** So much more that evaluations would wait. */
  DEAR
}
