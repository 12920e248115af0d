package doublegrok.task;

/**
 * Algorithms that a model may be running, from the memoriser of examples to the general solver: the
 * references that it is compared with.
 */
public enum Reference {
  /** The posterior over all tasks of the family: the general solver. */
  EXACT("exact"),
  /** The posterior over the tasks trained now: the memoriser of tasks. */
  SWITCHBOARD("switchboard"),
  /** The switchboard, but a task answers only inputs trained with it: the memoriser of examples. */
  TABLE("table"),
  /** A query that is a multiple of a context input has that multiple of its answer. */
  RATIO("ratio"),
  /** How often each answer stands in the context. */
  COPY("copy"),
  /** Every token alike. */
  UNIFORM("uniform");

  private final String label;

  Reference(String label) {
    this.label = label;
  }

  /** The reference's name in topics, metrics and charts. */
  public String label() {
    return label;
  }
}
