package doublegrok.trainer;

import doublegrok.record.RepeatedSequences;
import doublegrok.record.SequenceBatch;
import java.util.Optional;

/** Gives batches that refer to an earlier one its sequences, if that one was read. */
final class RepeatedBatches {
  private static final long NONE = -1;

  private Optional<SequenceBatch> held = Optional.empty();
  private long unresolved = NONE;
  private long lacking = NONE;

  /** The batch with sequences; empty if they are in one that was not read. */
  Optional<SequenceBatch> resolved(SequenceBatch batch) {
    if (!(batch.getPayload() instanceof RepeatedSequences reference)) {
      return Optional.of(batch);
    }
    Optional<SequenceBatch> whole = held.filter(each -> each.getIndex() == reference.getBatch());
    if (whole.isEmpty()) {
      lacking = reference.getBatch();
      unresolved = batch.getIndex();
    }
    return whole.map(
        each -> SequenceBatch.newBuilder(batch).setPayload(each.getPayload()).build());
  }

  /** Holds a batch that was found fit, if it has its sequences itself, for those that follow. */
  void hold(SequenceBatch batch) {
    if (!(batch.getPayload() instanceof RepeatedSequences)) {
      held = Optional.of(batch);
      unresolved = batch.getIndex() == lacking ? NONE : unresolved;
    }
  }

  /** Whether this batch, or a later one, could not be given its sequences. */
  boolean unresolvedFrom(long index) {
    return unresolved >= index;
  }

  /** The batch that must be read again for this one to be read: itself, or the one it refers to. */
  long neededFor(long index) {
    return unresolvedFrom(index) ? Math.min(index, lacking) : index;
  }
}
