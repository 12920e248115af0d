package doublegrok.task.regression;

/** Choice of the queries whose squared errors count. */
enum CountedQueries {
  /** The one at the end. */
  LAST,
  /** Each input, after the examples before it. */
  EVERY
}
