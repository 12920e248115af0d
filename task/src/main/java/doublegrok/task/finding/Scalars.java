package doublegrok.task.finding;

import java.util.List;

/**
 * Single numbers.
 *
 * @param scalars in the order in which they are shown
 */
public record Scalars(About about, List<Scalar> scalars) implements Finding {
  /** Checks the sizes. */
  public Scalars {
    scalars = List.copyOf(scalars);
    Bounds.count("numbers", scalars.size());
    Bounds.distinct(scalars);
  }
}
