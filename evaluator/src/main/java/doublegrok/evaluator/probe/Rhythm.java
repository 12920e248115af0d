package doublegrok.evaluator.probe;

/** Occasion at which a probe looks where a run spec does not name it. */
public enum Rhythm {
  /** Every checkpoint that is evaluated, however seldom the others look. */
  ALWAYS,
  /** Every so many checkpoints as the run spec says of all probes. */
  WITH_OTHERS,
  /** None: its question is of few runs, and costs them all. */
  WHEN_NAMED
}
