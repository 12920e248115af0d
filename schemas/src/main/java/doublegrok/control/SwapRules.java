package doublegrok.control;

import doublegrok.log.EventDetails;
import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.spec.DistributionChanges;
import doublegrok.spec.DistributionHistory;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.ScheduledSwap;
import doublegrok.spec.SpecDifference;
import doublegrok.task.Distribution;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Rules by which the generator accepts or refuses a swap, and by which anyone can ask beforehand.
 * Pure.
 *
 * @param run its name
 * @param spec the effective one: that which began the run, with every accepted swap
 * @param stopped whether the run was ended for ever
 * @param earliest first batch that a swap can change: none is produced twice with other content
 * @param endsAt exclusive bound of the batches that are ever asked for
 */
public record SwapRules(String run, RunSpec spec, boolean stopped, long earliest, long endsAt) {
  /** What a command to a stopped run is told. */
  public static final String STOPPED = "the run is stopped; fork it to go on";

  private static final Set<EventKind> PHASES =
      EnumSet.of(EventKind.PAUSED, EventKind.CONTINUED, EventKind.STOPPED);

  /**
   * What the log says of a run; empty if it was never begun. Where batches are being produced, the
   * newest demand bounds them: what is asked for counts as produced.
   *
   * @param commands of the run, in the order of the log
   * @param events of the run, in the order of the log
   * @param demands of the run, in the order of the log; the newest are enough
   * @param specs reads the run's
   */
  public static Optional<SwapRules> of(
      String run,
      List<ControlCommand> commands,
      List<RunEvent> events,
      List<Demand> demands,
      RunSpecs specs) {
    return RunOrigin.in(commands, specs).map(origin -> {
      RunSpec spec = EffectiveSpec.accepted(origin.spec(), events);
      Optional<RunEvent> phase = events.stream()
          .filter(event -> PHASES.contains(event.getKind()))
          .filter(event -> event.getDetails().containsKey(EventDetails.COMMAND)) // answers alone
          .reduce((earlier, later) -> later);
      boolean stopped =
          phase.filter(last -> last.getKind() == EventKind.STOPPED).isPresent();
      long produced = phase
          .filter(last -> last.getKind() == EventKind.PAUSED)
          .map(RunEvent::getBatch)
          .orElseGet(() -> demanded(origin, demands));
      long endsAt = demands.isEmpty()
          ? spec.training().steps()
          : demands.get(demands.size() - 1).getEndsAtBatch();
      return new SwapRules(run, spec.checked("run " + run), stopped, Math.max(1, produced), endsAt);
    });
  }

  private static long demanded(RunOrigin origin, List<Demand> demands) {
    return demands.stream().mapToLong(Demand::getUpToBatch).reduce(origin.firstBatch(), Math::max);
  }

  /**
   * The spec once a swap is in its schedule.
   *
   * @param changes run-spec keys below {@code distribution} and their new values
   * @param at first batch that has them
   * @throws IllegalArgumentException with the reason, if the swap cannot be
   */
  public RunSpec swapped(Map<String, String> changes, long at) {
    if (stopped) {
      throw new IllegalArgumentException(STOPPED);
    }
    if (earliest >= endsAt) {
      throw new IllegalArgumentException(("every batch of the run up to its end at %d is produced;"
              + " fork it to go on with other data, or first train on with --until-step")
          .formatted(endsAt));
    }
    if (at < earliest) {
      throw new IllegalArgumentException(
          "batch %d is already produced; the earliest possible is %d".formatted(at, earliest));
    }
    if (at >= endsAt) {
      throw new IllegalArgumentException(
          "batch %d is beyond the run's end; its last batch is %d".formatted(at, endsAt - 1));
    }
    RunSpec changed = spec.withSwap(together(new ScheduledSwap(at, changes)));
    // By themselves, so that a fault is named as it was written; then with what follows.
    Distribution before = DistributionHistory.planned(spec).at(at - 1).distribution();
    DistributionChanges.apply(before, changes, spec.family(), spec.model());
    return changed.checked("swap of " + run);
  }

  /** What would become of a swap; at the earliest batch if none is named. */
  public CheckedCommand checked(Map<String, String> changes, OptionalLong atBatch) {
    long at = atBatch.orElse(earliest);
    try {
      return new CheckedCommand(
          new Answer(true, "from batch %d on".formatted(at), OptionalLong.of(at)),
          SpecDifference.at(at, swapped(changes, at), spec));
    } catch (IllegalArgumentException reason) {
      return CheckedCommand.refused(reason.getMessage());
    }
  }

  /** With what is planned for the same batch already: the later command wins where both speak. */
  private ScheduledSwap together(ScheduledSwap added) {
    Map<String, String> changes = new HashMap<>();
    spec.swapAt(added.atBatch()).ifPresent(planned -> changes.putAll(planned.changes()));
    changes.putAll(added.changes());
    return new ScheduledSwap(added.atBatch(), changes);
  }
}
