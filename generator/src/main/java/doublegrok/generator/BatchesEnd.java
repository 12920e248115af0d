package doublegrok.generator;

import java.util.OptionalLong;

/** Look at where the log ends for a run that is about to begin. */
interface BatchesEnd extends AutoCloseable {
  /** The offset of the next record in the run's partition of batches; empty if nobody says. */
  OptionalLong of(String run);

  @Override
  default void close() {}
}
