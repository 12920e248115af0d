package doublegrok.generator;

import doublegrok.spec.InvalidSpecException;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.ScheduledSwap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far the production of a run's batches has come, and what commands and demand make of it.
 * Pure: each change is a new value.
 *
 * @param run the run's name
 * @param spec the effective spec: the one that started the run with every accepted swap
 * @param nextCommand version of the next command that is obeyed
 * @param nextBatch index of the next batch
 * @param produced one more than the largest index ever produced
 * @param upTo exclusive bound of the demand
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
    long epoch,
    Phase phase) {
  enum Phase {
    PRODUCING,
    PAUSED,
    STOPPED
  }

  /** A run that has produced nothing yet and begins at a batch: 0, or where it was forked. */
  static Production begin(String run, RunSpec spec, long firstBatch) {
    return new Production(run, spec, 1, firstBatch, firstBatch, firstBatch, 0, Phase.PRODUCING);
  }

  /** Whether another batch may be produced now. */
  boolean due() {
    return phase == Phase.PRODUCING && nextBatch < upTo;
  }

  /** The state once the next batch is produced. */
  Production afterBatch() {
    long next = nextBatch + 1;
    long most = Math.max(produced, next);
    return new Production(run, spec, nextCommand, next, most, upTo, epoch, phase);
  }

  /** The state under a new demand; a rewind is obeyed once for each epoch. */
  Production demanded(long bound, OptionalLong rewind, long rewindEpoch) {
    boolean obey = rewind.isPresent() && rewindEpoch > epoch && rewind.getAsLong() < nextBatch;
    return new Production(
        run,
        spec,
        nextCommand,
        obey ? rewind.getAsLong() : nextBatch,
        produced,
        bound,
        Math.max(epoch, rewindEpoch),
        phase);
  }

  /** The state in another phase; a stopped run stays stopped. */
  Production in(Phase next) {
    Phase chosen = phase == Phase.STOPPED ? phase : next;
    return new Production(run, spec, nextCommand, nextBatch, produced, upTo, epoch, chosen);
  }

  /** The state once the command with the expected version is dealt with. */
  Production commandDone() {
    return new Production(run, spec, nextCommand + 1, nextBatch, produced, upTo, epoch, phase);
  }

  /**
   * The state with a swap in its schedule.
   *
   * @param changes run-spec keys below {@code distribution} and their new values
   * @param atBatch first batch that has them; empty for the first not yet produced
   * @throws RefusedException with the reason, if the swap cannot be
   */
  Production swapped(Map<String, String> changes, OptionalLong atBatch) {
    if (phase == Phase.STOPPED) {
      throw new RefusedException("the run is stopped; fork it to go on with other data");
    }
    long at = atBatch.orElse(produced);
    if (at < Math.max(1, produced)) {
      throw new RefusedException("batch %d is already produced; the earliest possible is %d"
          .formatted(at, Math.max(1, produced)));
    }
    RunSpec changed = spec.withSwaps(merged(new ScheduledSwap(at, changes)));
    try { // parsed again as a whole, so that live and scheduled swaps keep the same rules
      RunSpec checked = RunSpecs.parse(RunSpecs.canonical(changed), "swap of " + run, List.of());
      return new Production(run, checked, nextCommand, nextBatch, produced, upTo, epoch, phase);
    } catch (InvalidSpecException faults) {
      throw new RefusedException(faults.getMessage());
    }
  }

  private List<ScheduledSwap> merged(ScheduledSwap added) {
    List<ScheduledSwap> swaps = new ArrayList<>();
    Map<String, String> together = new HashMap<>();
    for (ScheduledSwap swap : spec.swaps()) {
      if (swap.atBatch() == added.atBatch()) {
        together.putAll(swap.changes());
      } else {
        swaps.add(swap);
      }
    }
    together.putAll(added.changes());
    swaps.add(new ScheduledSwap(added.atBatch(), together));
    swaps.sort(Comparator.comparingLong(ScheduledSwap::atBatch));
    return swaps;
  }

  /** A command that is not obeyed, with the reason for a person. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
      super(reason);
    }
  }
}
