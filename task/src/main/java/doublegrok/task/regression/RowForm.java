package doublegrok.task.regression;

/** Form in which a sequence shows its examples; each position is a vector (x, y). */
enum RowForm {
  /** An example is one position (x, y); the query, the last one, is (x, 0). */
  JOINED,
  /** An example is two positions, (x, 0) and then (0, y); each (x, 0) is a query. */
  SEPARATE;

  /** Positions of a sequence of this many examples and a query. */
  int length(int examples) {
    return this == JOINED ? examples + 1 : 2 * examples + 1;
  }

  /** Examples before the query at the end of a sequence. */
  int examples(int length) {
    return this == JOINED ? length - 1 : (length - 1) / 2;
  }

  /** The position that shows the input of an example, or of the query behind the last. */
  int input(int example) {
    return this == JOINED ? example : 2 * example;
  }

  /** The position that shows the answer of an example. */
  int answer(int example) {
    return this == JOINED ? example : 2 * example + 1;
  }
}
