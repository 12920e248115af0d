package doublegrok.viewer.view;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Long runs in memory, of which the newest goes on when it is told to. */
public final class LongRunViews implements RunViews {
  private final List<LongRun> runs;
  private final List<Consumer<LiveUpdate>> listeners = new CopyOnWriteArrayList<>();

  /** So many runs that have done so many steps, of which the newest is to do a tenth more. */
  public LongRunViews(int count, long steps) {
    runs = IntStream.range(0, count)
        .mapToObj(i -> new LongRun("run-" + i, steps + (i == 0 ? steps / 10 : 0), 1000 - i, i))
        .toList();
    for (LongRun run : runs) {
      for (long step = 1; step <= steps; step++) {
        run.next();
      }
    }
  }

  /** Trains so many steps of the newest run, and tells of them. */
  public void goOn(int steps) {
    LongRun newest = runs.get(0);
    IntStream.range(0, steps).forEach(i -> newest.next().forEach(this::tell));
    tell(new LiveUpdate.SummaryChanged(newest.summary()));
  }

  private void tell(LiveUpdate update) {
    listeners.forEach(listener -> listener.accept(update));
  }

  @Override
  public List<RunSummary> runs() {
    return runs.stream()
        .map(LongRun::summary)
        .sorted(Comparator.comparingLong(RunSummary::startedAtMillis).reversed())
        .toList();
  }

  @Override
  public Optional<RunHistory> history(String run) {
    return find(run).map(LongRun::whole);
  }

  @Override
  public Optional<RunWindow> window(String run, StepWindow window) {
    return find(run).map(each -> each.window(window));
  }

  @Override
  public boolean knows(String run) {
    return find(run).isPresent();
  }

  @Override
  public Optional<Map<String, List<EvaluationPoint>>> evaluations(String run) {
    return find(run).map(LongRun::evaluations);
  }

  @Override
  public Optional<RunProbes> probes(String run, long step) {
    return find(run).map(each -> new RunProbes(List.of(), List.of()));
  }

  @Override
  public Optional<RunDifference> difference(String run, String other) {
    return Optional.of(new RunDifference(run, other, Map.of(), List.of()));
  }

  @Override
  public List<SweepOverview> sweeps() {
    return List.of();
  }

  @Override
  public Optional<SweepOverview> sweep(String sweep) {
    return Optional.empty();
  }

  @Override
  public Optional<RunSignals> signals(String run) {
    return find(run).map(each -> new RunSignals(0, OptionalLong.empty(), List.of(), List.of()));
  }

  @Override
  public Subscription subscribe(Consumer<LiveUpdate> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public boolean ready() {
    return true;
  }

  private Optional<LongRun> find(String run) {
    return runs.stream().filter(each -> each.name().equals(run)).findFirst();
  }
}
