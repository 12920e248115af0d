package doublegrok.control;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.spec.RunSpecs;
import java.util.List;
import java.util.Optional;

/** Says what a command would do, by the generator's own rules, and gives none. */
public final class CommandCheck {
  private final RunScan scan;
  private final RunControl control;
  private final RunSpecs specs;

  /** A check on a cluster whose topics exist. */
  public CommandCheck(KafkaSettings kafka, RunControl control) {
    this.scan = new RunScan(kafka, CommandLog.WITHIN);
    this.control = control;
    this.specs = new RunSpecs(kafka.families());
  }

  /** What a swap would find now; empty if the run was never begun. */
  public Optional<SwapRules> outlook(String run) {
    return SwapRules.of(
        run,
        scan.all(Topics.CONTROL, run),
        scan.all(Topics.EVENTS, run),
        scan.all(Topics.DEMAND, run),
        specs);
  }

  /**
   * What would become of a command.
   *
   * @throws IllegalArgumentException for a command that cannot be wrong, or with every fault of a
   *     fork's overrides
   */
  public CheckedCommand check(String run, Command command) {
    if (command instanceof Command.Fork fork) {
      return control.planned(run, fork).checked();
    }
    if (command instanceof Command.Swap swap) {
      return outlook(run)
          .map(rules -> rules.checked(swap.changes(), swap.atBatch()))
          .orElseGet(() -> new CheckedCommand(RunControl.unknown(run), List.of()));
    }
    throw new IllegalArgumentException(
        "only a swap or a fork can be checked, was " + command.name());
  }
}
