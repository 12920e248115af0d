package doublegrok.task.finding;

import java.util.List;

/**
 * Matrices of one size, for example one a head.
 *
 * @param down what a row is
 * @param across what a column is
 * @param value what the numbers are
 * @param rows label of each row
 * @param columns label of each column
 * @param abreast how many stand in a row of the figure, at least 1
 * @param layers the matrices, at least one
 */
public record Matrices(
    About about,
    Axis down,
    Axis across,
    Axis value,
    List<String> rows,
    List<String> columns,
    int abreast,
    List<Layer> layers)
    implements Finding {
  /** Checks the sizes. */
  public Matrices {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    layers = List.copyOf(layers);
    Cells first = Layers.require(layers);
    Bounds.labels("labels of rows", rows);
    Bounds.labels("labels of columns", columns);
    Bounds.same("labels of rows", first.rows(), rows.size());
    Bounds.same("labels of columns", first.columns(), columns.size());
    if (abreast < 1) {
      throw new IllegalArgumentException("matrices abreast must be at least 1, were " + abreast);
    }
  }
}
