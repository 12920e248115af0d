package doublegrok.evaluator.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Runs in memory; what is published is handed to the listeners by the publishing thread. */
public final class FakeRunViews implements RunViews {
  private final Map<String, RunHistory> runs = new ConcurrentHashMap<>();
  private final Map<String, List<Probe>> probes = new ConcurrentHashMap<>();
  private final List<Consumer<LiveUpdate>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean ready = true;
  private volatile String failure = "";

  public void put(RunHistory history) {
    runs.put(history.summary().run(), history);
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
  public Subscription subscribe(Consumer<LiveUpdate> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public boolean ready() {
    return ready;
  }
}
