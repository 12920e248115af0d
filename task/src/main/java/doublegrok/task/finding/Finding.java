package doublegrok.task.finding;

import java.util.List;

/** Something that was found in a checkpoint, as a shape that can be kept, told and drawn. */
public sealed interface Finding permits Scalars, Curve, Grid, Matrices, Points, Shares {
  /** What it is called and what it says, for a person. */
  About about();

  /** Its single numbers, each a series over the steps of a run; empty if it has none. */
  default List<Scalar> scalars() {
    return List.of();
  }
}
