package doublegrok.local.command.common;

import doublegrok.local.check.RefusedException;
import doublegrok.viewer.stream.LogView;
import doublegrok.viewer.view.SweepRun;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names of runs that a person means, one by one and as those of a sweep. */
public final class SweepRuns {
  private SweepRuns() {}

  /**
   * The named runs, then those of the sweep, of which some may not have begun.
   *
   * @throws RefusedException if there is no such sweep
   */
  public static Set<String> with(LogView view, List<String> named, Optional<String> sweep) {
    Set<String> names = new LinkedHashSet<>(named);
    sweep.ifPresent(name -> view
        .sweep(name)
        .orElseThrow(() -> new RefusedException(
            "sweep '%s' does not exist; 'doublegrok sweep show' lists those that do"
                .formatted(name)))
        .runs()
        .stream()
        .map(SweepRun::run)
        .forEach(names::add));
    return names;
  }
}
