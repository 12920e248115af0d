package doublegrok.evaluator.stream;

import doublegrok.evaluator.view.RunWindow;
import doublegrok.evaluator.view.StepColumns;
import doublegrok.evaluator.view.StepWindow;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The steps of the runs that were looked at last, so that looking again reads only what came since.
 * A step that is told again makes what is cached from it on be read anew.
 */
final class StepCache {
  private final int stepsMax;

  /** By run; the one that was looked at last comes last. */
  private final Map<String, StepColumns> columns = new LinkedHashMap<>(16, 0.75f, true);

  /** The first step of each run that was told since the run was looked at. */
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  /**
   * An empty cache.
   *
   * @param stepsMax steps that it holds at most of runs other than the last one
   */
  StepCache(int stepsMax) {
    this.stepsMax = stepsMax;
  }

  /** Hears that a step is in the store now, or is there again; returns at once. */
  void reported(String run, long step) {
    told.merge(run, step, Math::min);
  }

  /** Forgets everything. */
  synchronized void clear() {
    columns.clear();
    told.clear();
  }

  /** The part of a run's past that a window asks for; empty if it was never started. */
  synchronized Optional<RunWindow> window(RunReader reader, String run, StepWindow window) {
    if (!reader.isStarted(run)) {
      return Optional.empty();
    }
    return reader.window(run, upToDate(reader, run), window);
  }

  private StepColumns upToDate(RunReader reader, String run) {
    StepColumns steps = columns.computeIfAbsent(run, unknown -> new StepColumns());
    // Before reading: what is told meanwhile is read again the next time.
    Optional.ofNullable(told.remove(run)).ifPresent(steps::cutFrom);
    reader.read(run, steps);
    dropOldest();
    return steps;
  }

  private void dropOldest() {
    long held = columns.values().stream().mapToLong(StepColumns::size).sum();
    Iterator<StepColumns> oldest = columns.values().iterator();
    while (held > stepsMax && columns.size() > 1) {
      held -= oldest.next().size();
      oldest.remove();
    }
  }

  /** Steps that it holds. */
  synchronized long size() {
    return columns.values().stream().mapToLong(StepColumns::size).sum();
  }
}
