package doublegrok.control;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.spec.RunSpecs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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

  /** What would become of a swap; see {@link RunControl#swap}. */
  public CheckedCommand swap(String run, Map<String, String> changes, OptionalLong atBatch) {
    return outlook(run)
        .map(outlook -> outlook.checked(changes, atBatch))
        .orElseGet(() -> new CheckedCommand(RunControl.unknown(run), List.of()));
  }

  /** What would become of a fork; see {@link RunControl#fork}. */
  public CheckedCommand fork(String parent, long atStep, String child, List<String> overrides) {
    return control.planned(parent, atStep, child, overrides).checked();
  }
}
