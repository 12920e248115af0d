package doublegrok.generator;

import doublegrok.control.SwapRules;
import doublegrok.spec.RunSpec;
import java.util.Map;
import java.util.OptionalLong;

/**
 * State of the production of a run's batches, and what commands and demand make of it. Pure: each
 * change is a new value.
 *
 * @param run the run's name
 * @param spec the effective spec: the one that started the run with every accepted swap
 * @param nextCommand version of the next command that is obeyed
 * @param nextBatch index of the next batch
 * @param produced one more than the largest index ever produced
 * @param upTo exclusive bound of the demand
 * @param endsAt exclusive bound of the batches that are ever asked for
 * @param epoch the last rewind that was obeyed
 * @param phase whether batches are produced
 */
record Production(
    String run,
    RunSpec spec,
    int nextCommand,
    long nextBatch,
    long produced,
    long upTo,
    long endsAt,
    long epoch,
    Phase phase) {
  enum Phase {
    PRODUCING,
    PAUSED,
    STOPPED
  }

  /** A run that has produced nothing yet and begins at a batch: 0, or where it was forked. */
  static Production begin(String run, RunSpec spec, long firstBatch) {
    return new Production(
        run,
        spec,
        1,
        firstBatch,
        firstBatch,
        firstBatch,
        spec.training().steps(),
        0,
        Phase.PRODUCING);
  }

  /** Whether another batch may be produced now. */
  boolean due() {
    return phase == Phase.PRODUCING && nextBatch < upTo;
  }

  /** The first batch that a swap can change: none is produced twice with different content. */
  long earliestSwap() {
    return Math.max(1, produced);
  }

  /** The state once the next batch is produced. */
  Production afterBatch() {
    long next = nextBatch + 1;
    return new Production(
        run, spec, nextCommand, next, Math.max(produced, next), upTo, endsAt, epoch, phase);
  }

  /** The state under a new demand; a rewind is obeyed once for each epoch. */
  Production demanded(Demanded demand) {
    boolean obey = demand.rewind().isPresent()
        && demand.epoch() > epoch
        && demand.rewind().getAsLong() < nextBatch;
    return new Production(
        run,
        spec,
        nextCommand,
        obey ? demand.rewind().getAsLong() : nextBatch,
        produced,
        demand.upTo(),
        demand.endsAt(),
        Math.max(epoch, demand.epoch()),
        phase);
  }

  /** Demand of a trainer, see {@link doublegrok.record.Demand}. */
  record Demanded(long upTo, OptionalLong rewind, long epoch, long endsAt) {}

  /**
   * The state in another phase.
   *
   * @throws RefusedException if the run is stopped, which is for ever
   */
  Production in(Phase next) {
    refuseIfStopped();
    return new Production(run, spec, nextCommand, nextBatch, produced, upTo, endsAt, epoch, next);
  }

  /** The state once the command with this version is dealt with; no version counts twice. */
  Production commandDone(int version) {
    int next = Math.max(nextCommand, version + 1);
    return new Production(run, spec, next, nextBatch, produced, upTo, endsAt, epoch, phase);
  }

  /**
   * The state with a swap in its schedule.
   *
   * @param changes run-spec keys below {@code distribution} and their new values
   * @param at first batch that has them
   * @throws RefusedException with the reason, if the swap cannot be
   */
  Production swapped(Map<String, String> changes, long at) {
    try {
      RunSpec changed = outlook().swapped(changes, at);
      return new Production(
          run, changed, nextCommand, nextBatch, produced, upTo, endsAt, epoch, phase);
    } catch (IllegalArgumentException reason) {
      throw new RefusedException(reason.getMessage());
    }
  }

  private SwapRules outlook() {
    return new SwapRules(run, spec, phase == Phase.STOPPED, earliestSwap(), endsAt);
  }

  private void refuseIfStopped() {
    if (phase == Phase.STOPPED) {
      throw new RefusedException(SwapRules.STOPPED);
    }
  }

  /** A command that is not obeyed, with the reason for a person. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
      super(reason);
    }
  }
}
