package doublegrok.evaluator.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Runs in memory; what is published is handed to the listeners by the publishing thread. */
public final class FakeRunViews implements RunViews {
  private final Map<String, RunHistory> runs = new ConcurrentHashMap<>();
  private final List<Consumer<LiveUpdate>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean ready = true;

  public void put(RunHistory history) {
    runs.put(history.summary().run(), history);
  }

  public void ready(boolean isReady) {
    ready = isReady;
  }

  public void publish(LiveUpdate update) {
    listeners.forEach(listener -> listener.accept(update));
  }

  public int listeners() {
    return listeners.size();
  }

  @Override
  public List<RunSummary> runs() {
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
  public Subscription subscribe(Consumer<LiveUpdate> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public boolean ready() {
    return ready;
  }
}
