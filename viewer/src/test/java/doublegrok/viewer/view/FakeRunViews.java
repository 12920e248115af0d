package doublegrok.viewer.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs in memory; what is published is handed to the listeners by the publishing thread. */
public final class FakeRunViews implements RunViews {
  private final Map<String, RunHistory> runs = new ConcurrentHashMap<>();
  private final Map<String, SweepOverview> sweeps = new ConcurrentHashMap<>();
  private final Map<String, List<Probe>> probes = new ConcurrentHashMap<>();
  private final List<Consumer<LiveUpdate>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean ready = true;
  private volatile String failure = "";

  public void put(RunHistory history) {
    runs.put(history.summary().run(), history);
  }

  public void put(SweepOverview sweep) {
    sweeps.put(sweep.sweep(), sweep);
  }

  /** All findings of a run so far, ascending by step. */
  public void putProbes(String run, List<Probe> found) {
    probes.put(run, found);
  }

  public void ready(boolean isReady) {
    ready = isReady;
  }

  /** Makes every later question about all runs fail. */
  public void failWith(String message) {
    failure = message;
  }

  public void publish(LiveUpdate update) {
    listeners.forEach(listener -> listener.accept(update));
  }

  public int listeners() {
    return listeners.size();
  }

  @Override
  public List<RunSummary> runs() {
    if (!failure.isEmpty()) {
      throw new IllegalStateException(failure);
    }
    List<RunSummary> all =
        new ArrayList<>(runs.values().stream().map(RunHistory::summary).toList());
    all.sort(Comparator.comparingLong(RunSummary::startedAtMillis).reversed());
    return all;
  }

  @Override
  public Optional<RunHistory> history(String run) {
    return Optional.ofNullable(runs.get(run));
  }

  @Override
  public Optional<RunWindow> window(String run, StepWindow window) {
    return history(run).map(whole -> {
      StepColumns steps = new StepColumns();
      whole.loss().forEach(point -> steps.add(point.step(), point.step(), point.mean()));
      return RunWindow.of(whole, steps, ExampleRun.lag(whole), window);
    });
  }

  @Override
  public boolean knows(String run) {
    return runs.containsKey(run);
  }

  @Override
  public Optional<Map<String, List<EvaluationPoint>>> evaluations(String run) {
    return history(run).map(RunHistory::evaluations);
  }

  @Override
  public Optional<RunProbes> probes(String run, long step) {
    List<Probe> all = probes.getOrDefault(run, List.of());
    Map<String, Probe> newest = new TreeMap<>();
    all.stream().filter(each -> each.step() <= step).forEach(each -> newest.put(each.name(), each));
    List<Long> steps = all.stream().map(Probe::step).distinct().toList();
    return history(run).map(known -> new RunProbes(steps, List.copyOf(newest.values())));
  }

  @Override
  public List<SweepOverview> sweeps() {
    return List.copyOf(sweeps.values());
  }

  @Override
  public Optional<SweepOverview> sweep(String sweep) {
    return Optional.ofNullable(sweeps.get(sweep));
  }

  /** As if every checkpoint were taken at the newest step's time and evaluated at once. */
  @Override
  public Optional<RunSignals> signals(String run) {
    return history(run)
        .map(history -> new RunSignals(
            0,
            OptionalLong.of(history.summary().updatedAtMillis()),
            history.evaluations().values().stream()
                .map(points -> points.get(points.size() - 1))
                .toList(),
            history.marks().stream().flatMap(FakeRunViews::happenings).toList()));
  }

  private static Stream<RunSignals.Happening> happenings(Mark mark) {
    long at = 1000 * mark.step();
    return switch (mark.kind()) {
      case TRANSITION ->
        Stream.of(new RunSignals.Happening(
            RunSignals.Kind.TRANSITION, mark.details().get("transition"), mark.step(), at));
      case SWAPPED ->
        Stream.of(new RunSignals.Happening(RunSignals.Kind.SWAP, "", mark.step(), at));
      default -> Stream.empty();
    };
  }

  /** Of runs that are taken to have all contexts in common, unless one's name says otherwise. */
  @Override
  public Optional<RunDifference> difference(String run, String other) {
    return history(run)
        .flatMap(mine -> history(other).map(others -> {
          if (other.contains("seed")) {
            List<String> refusal = List.of("The two runs have other seeds (1 and 2).");
            return new RunDifference(run, other, Map.of(), refusal);
          }
          Map<String, List<AccuracyDifference>> sets = new LinkedHashMap<>();
          mine.evaluations().forEach((set, points) -> {
            List<AccuracyDifference> found = new ArrayList<>();
            for (EvaluationPoint point : points) {
              others.evaluations().getOrDefault(set, List.of()).stream()
                  .filter(twin -> twin.step() == point.step())
                  .map(twin ->
                      AccuracyDifference.of(point.step(), point.lastShot(), twin.lastShot()))
                  .forEach(found::add);
            }
            sets.put(set, found);
          });
          return new RunDifference(run, other, sets, List.of());
        }));
  }

  @Override
  public Subscription subscribe(Consumer<LiveUpdate> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public boolean ready() {
    return ready;
  }
}
