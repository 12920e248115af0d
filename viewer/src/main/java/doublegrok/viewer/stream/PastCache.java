package doublegrok.viewer.stream;

import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.RunWindow;
import doublegrok.viewer.view.StepWindow;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The past of the runs that were looked at last, so that looking again reads only what came since.
 * What is told again makes what is cached from its step on be read anew.
 */
final class PastCache {
  private final int stepsMax;

  /** By run; the one that was looked at last comes last. */
  private final Map<String, RunPast> pasts = new LinkedHashMap<>(16, 0.75f, true);

  /** The first step of each run that was trained, or evaluated, since the run was looked at. */
  private final Map<String, Long> trained = new ConcurrentHashMap<>();

  private final Map<String, Long> evaluated = new ConcurrentHashMap<>();

  /**
   * An empty cache.
   *
   * @param stepsMax room for so many steps; the run that was looked at last may take more
   */
  PastCache(int stepsMax) {
    this.stepsMax = stepsMax;
  }

  /** Hears what is in the stores now, or is there again; returns at once. */
  void told(LiveUpdate update) {
    if (update instanceof LiveUpdate.LossReported reported) {
      trained.merge(reported.run(), reported.point().step(), Math::min);
    } else if (update instanceof LiveUpdate.Evaluated found) {
      evaluated.merge(found.run(), found.point().step(), Math::min);
    }
  }

  /** The part of a run's past that a window asks for; empty if it was never started. */
  synchronized Optional<RunWindow> window(RunReader reader, String run, StepWindow window) {
    if (!reader.isStarted(run)) {
      return Optional.empty();
    }
    return reader.window(run, upToDate(reader, run), window);
  }

  private RunPast upToDate(RunReader reader, String run) {
    RunPast past = pasts.computeIfAbsent(run, unknown -> new RunPast());
    // Before reading: what is told meanwhile is read again the next time.
    Optional.ofNullable(trained.remove(run)).ifPresent(past::cutStepsFrom);
    Optional.ofNullable(evaluated.remove(run)).ifPresent(past::cutEvaluationsFrom);
    reader.read(run, past);
    dropOldest();
    return past;
  }

  private void dropOldest() {
    long held = size();
    Iterator<RunPast> oldest = pasts.values().iterator();
    while (held > stepsMax && pasts.size() > 1) {
      held -= oldest.next().size();
      oldest.remove();
    }
  }

  /** The room that it takes, in that of a step. */
  synchronized long size() {
    return pasts.values().stream().mapToLong(RunPast::size).sum();
  }
}
