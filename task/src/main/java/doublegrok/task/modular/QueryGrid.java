package doublegrok.task.modular;

import doublegrok.task.TokenSequences;

/**
 * Queries in rows and columns after the same context examples: a picture of what a model computes.
 *
 * @param name unique among the grids of a family
 * @param rows number of rows
 * @param columns number of columns
 * @param rowLabel what a row is, for example {@code y}; row i has the value i
 * @param columnLabel what a column is; column i has the value i
 * @param shots examples of context before each query
 * @param sequences [rows * columns], row-major, of which the last answer alone counts; their
 *     latents are those of the cells
 */
record QueryGrid(
    String name,
    int rows,
    int columns,
    String rowLabel,
    String columnLabel,
    int shots,
    TokenSequences sequences) {
  /** What it shows, for a person. */
  String title() {
    return switch (name) {
      case "id" -> "Queries of a trained task";
      case "ood" -> "Queries of a never-trained task";
      default -> "Queries of every task";
    };
  }
}
