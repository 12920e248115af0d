package doublegrok.task.vote;

/** Way to answer a query from a context that a model may have, labels right or wrong. */
enum Solver {
  /** As many examples as possible are explained, by any task. */
  FORMULA("formula"),
  /** Every task counts by exp(eta v), v the examples that it explains. */
  SEARCH("search"),
  /** As many examples as possible are explained, by a task that is trained now. */
  MEMORY("memory"),
  /** Examples on the query's line answer by their ratio to it. */
  RATIO("heuristic"),
  /** An answer counts as often as it stands in the context. */
  COPY("heuristic"),
  /** All answers are alike. */
  GUESS("heuristic");

  private final String kind;

  Solver(String kind) {
    this.kind = kind;
  }

  /** What it is: formula, search, memory or heuristic. */
  String kind() {
    return kind;
  }
}
