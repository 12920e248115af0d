package doublegrok.sweep;

import doublegrok.log.RecordKeys;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.spec.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Planner of sweeps: makes a plan of a sweep file, and checks it as a whole. Pure. */
public final class SweepPlanner {
  private static final int TOLD_MAX = 3;

  private final RunSpecs specs;
  private final Consumer<RunSpec> check;

  /**
   * A planner.
   *
   * @param specs reads the specs of the runs
   * @param check what more each of them must stand; throws IllegalArgumentException if it does not
   */
  public SweepPlanner(RunSpecs specs, Consumer<RunSpec> check) {
    this.specs = specs;
    this.check = check;
  }

  /**
   * The plan of a new sweep.
   *
   * @param base the run spec that all runs have in common, as YAML
   * @throws IllegalArgumentException if a run's spec is not sound, or there are too many runs
   */
  public SweepPlan plan(String sweep, SweepFile file, String base) {
    return plan(sweep, file, base, Set.of());
  }

  private SweepPlan plan(String sweep, SweepFile file, String base, Set<String> taken) {
    RecordKeys.checkedSweepName(sweep);
    Map<String, String> set = new HashMap<>(file.set());
    RunSpec first = specs.parse(base, "of sweep " + sweep, firstValues(file, set));
    if (!file.stop().isEmpty()) {
      set.put("alerts", withStops(RunSpecs.alerts(first), file.stop()));
    }
    List<Long> seeds = file.seeds().isEmpty() ? seeds(first, file.seedCount()) : file.seeds();
    List<Map<String, String>> points = points(file, seeds.size());
    List<Map<String, String>> values = new ArrayList<>();
    List<Long> seedOf = new ArrayList<>();
    points.forEach(point -> seeds.forEach(seed -> {
      values.add(point);
      seedOf.add(seed);
    }));
    List<String> keys = keys(file);
    requireVaried("rows", file.figure().rows(), keys);
    requireVaried("columns", file.figure().columns(), keys);
    if (!file.stop().isEmpty() && keys.contains("alerts")) {
      throw new IllegalArgumentException("stop and alerts that are varied exclude each other, since"
          + " its rules are alerts; add them to each of the alerts, with action: stop");
    }
    List<String> names = RunNames.of(sweep, keys, values, seedOf, taken);
    List<PlannedRun> runs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      runs.add(new PlannedRun(names.get(i), seedOf.get(i), values.get(i)));
    }
    SweepPlan plan =
        new SweepPlan(base, set, keys, runs, file.atOnce(), file.attempts(), file.figure());
    requireSound(plan);
    return plan;
  }

  /**
   * What a changed sweep file adds to a plan: only what is new runs, by their specs.
   *
   * @throws IllegalArgumentException as of {@link #plan}
   */
  public SweepPlan extension(String sweep, SweepPlan before, SweepFile file, String base) {
    Set<String> known = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    before.runs().forEach(run -> {
      known.add(RunSpecs.canonical(before.spec(run, specs)));
      names.add(run.run());
    });
    SweepPlan wanted = plan(sweep, file, base, Set.of());
    List<PlannedRun> added = wanted.runs().stream()
        .filter(run -> !known.contains(RunSpecs.canonical(wanted.spec(run, specs))))
        .toList();
    List<String> free = RunNames.of(
        sweep,
        wanted.keys(),
        added.stream().map(PlannedRun::values).toList(),
        added.stream().map(PlannedRun::seed).toList(),
        names);
    List<PlannedRun> renamed = new ArrayList<>();
    for (int i = 0; i < added.size(); i++) {
      Map<String, String> all = new HashMap<>(wanted.set());
      all.putAll(added.get(i).values());
      before.set().forEach((key, value) -> all.remove(key, value));
      renamed.add(new PlannedRun(free.get(i), added.get(i).seed(), all));
    }
    Set<String> keys = new LinkedHashSet<>(before.keys());
    keys.addAll(wanted.keys());
    SweepPlan extension = new SweepPlan(
        before.base(),
        before.set(),
        List.copyOf(keys),
        renamed,
        wanted.atOnce(),
        wanted.attempts(),
        before.figure());
    requireSound(extension);
    return extension;
  }

  /** The base's alerts, and each rule as one that stops the run; its {@code when} is their on. */
  private static String withStops(List<String> alerts, List<String> rules) {
    return Stream.concat(
            alerts.stream(),
            rules.stream()
                .map(rule -> rule.replaceFirst("(^\\{|, )when: ", "$1on: "))
                .map(rule -> rule.replaceFirst("\\}$", ", action: stop}")))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Where a grid gives what the base lacks, its first point makes it whole. */
  private static List<String> firstValues(SweepFile file, Map<String, String> set) {
    Map<String, String> first = new LinkedHashMap<>(set);
    file.vary().forEach(each -> first.put(each.key(), each.values().get(0)));
    file.runs().stream().findFirst().ifPresent(first::putAll);
    return first.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .toList();
  }

  private static List<Long> seeds(RunSpec base, int count) {
    return LongStream.range(base.seed(), base.seed() + count).boxed().toList();
  }

  private static List<Map<String, String>> points(SweepFile file, int seeds) {
    List<Map<String, String>> points = file.runs().isEmpty() ? List.of(Map.of()) : file.runs();
    for (Variation each : file.vary()) {
      requireFew((long) points.size() * each.values().size() * seeds);
      points = points.stream()
          .flatMap(point -> each.values().stream().map(value -> {
            Map<String, String> further = new LinkedHashMap<>(point);
            further.put(each.key(), value);
            return further;
          }))
          .toList();
    }
    requireFew((long) points.size() * seeds);
    return points;
  }

  private static void requireFew(long runs) {
    if (runs > SweepFiles.MOST_RUNS) {
      throw new IllegalArgumentException(
          "a sweep has %d runs at most, this one had %d or more; make several of it"
              .formatted(SweepFiles.MOST_RUNS, runs));
    }
  }

  private static List<String> keys(SweepFile file) {
    Set<String> keys = new LinkedHashSet<>();
    file.vary().forEach(each -> keys.add(each.key()));
    file.runs().forEach(each -> keys.addAll(each.keySet()));
    return List.copyOf(keys);
  }

  private static void requireVaried(String axis, String key, List<String> keys) {
    if (!key.isEmpty() && !keys.contains(key)) {
      throw new IllegalArgumentException("%s must be one of the keys that are varied (%s), was %s%s"
          .formatted(axis, String.join(", ", keys), key, Nearest.question(key, keys)));
    }
  }

  /** Each run by the rules that hold for one alone; what is wrong in many is told of a few. */
  private void requireSound(SweepPlan plan) {
    List<String> faults = new ArrayList<>();
    Map<String, String> known = new HashMap<>();
    for (PlannedRun run : plan.runs()) {
      try {
        RunSpec spec = plan.spec(run, specs);
        check.accept(spec);
        String same = known.putIfAbsent(RunSpecs.canonical(spec), run.run());
        if (same != null) {
          faults.add(
              "run %s: it is the same as %s; leave one of them out".formatted(run.run(), same));
        }
      } catch (InvalidSpecException broken) {
        faults.add(broken.getMessage());
      } catch (IllegalArgumentException refused) {
        faults.add("run %s: %s".formatted(run.run(), refused.getMessage()));
      }
    }
    if (!faults.isEmpty()) {
      String more =
          faults.size() > TOLD_MAX ? "%nand %d more runs".formatted(faults.size() - TOLD_MAX) : "";
      throw new IllegalArgumentException(
          "%d of the sweep's %d runs cannot be run, so none is:%n%s%s"
              .formatted(
                  faults.size(),
                  plan.runs().size(),
                  faults.stream().limit(TOLD_MAX).collect(Collectors.joining("\n")),
                  more));
    }
  }
}
