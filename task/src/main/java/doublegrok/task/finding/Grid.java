package doublegrok.task.finding;

import java.util.List;

/**
 * Several answers to the same questions, which stand in rows and columns: the first layer is the
 * model's, the others are there to compare it with.
 *
 * @param down what a row is; row i has the value i
 * @param across what a column is; column i has the value i
 * @param value what the numbers are
 * @param layers at least one, all of one size
 */
public record Grid(About about, Axis down, Axis across, Axis value, List<Layer> layers)
    implements Finding {
  /** Checks the sizes. */
  public Grid {
    layers = List.copyOf(layers);
    Layers.require(layers);
  }
}
