package doublegrok.sweep;

import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plan of a sweep: its runs, and how they are run.
 *
 * @param base the run spec that all runs have in common, as YAML
 * @param set dotted keys and the values that all runs have in place of the base's
 * @param keys in which the runs differ, in a person's order, without the seed
 * @param runs in the order in which they are offered
 * @param atOnce how many may run at once; 0 for as many as there are workers for
 * @param attempts how often a run may fail before it is offered no more
 * @param figure the phase diagram at first
 */
public record SweepPlan(
    String base,
    Map<String, String> set,
    List<String> keys,
    List<PlannedRun> runs,
    int atOnce,
    int attempts,
    SweepFigure figure) {
  public SweepPlan {
    set = Map.copyOf(set);
    keys = List.copyOf(keys);
    runs = List.copyOf(runs);
  }

  /**
   * The whole spec of one of the runs.
   *
   * @throws doublegrok.spec.text.InvalidSpecException with every fault
   */
  public RunSpec spec(PlannedRun run, RunSpecs specs) {
    List<String> overrides = new ArrayList<>();
    new TreeMap<>(set).forEach((key, value) -> overrides.add(key + "=" + value));
    overrides.addAll(run.overrides());
    return specs.parse(base, "run " + run.run(), overrides);
  }

  /** The run of this name, if it is one of the plan's. */
  public Optional<PlannedRun> run(String name) {
    return runs.stream().filter(each -> each.run().equals(name)).findFirst();
  }

  /** The plan with those of the runs whose names it does not have. */
  public SweepPlan extended(
      List<PlannedRun> others, List<String> otherKeys, int otherAtOnce, int otherAttempts) {
    Set<String> names = new HashSet<>();
    List<PlannedRun> all = new ArrayList<>(runs);
    runs.forEach(each -> names.add(each.run()));
    others.stream().filter(each -> names.add(each.run())).forEach(all::add);
    return new SweepPlan(base, set, otherKeys, all, otherAtOnce, otherAttempts, figure);
  }
}
