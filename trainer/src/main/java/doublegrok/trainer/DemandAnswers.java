package doublegrok.trainer;

import java.util.OptionalLong;

/** Source of what the log says of the generator's answer to a demand. */
interface DemandAnswers {
  /**
   * The end of the run's partition of batches, uncommitted ones included, if the generator has
   * dealt with the demand at this offset before; empty if it has not, or if that cannot be known
   * now.
   */
  OptionalLong endAfter(long demandOffset);
}
