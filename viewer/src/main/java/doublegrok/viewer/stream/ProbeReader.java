package doublegrok.viewer.stream;

import doublegrok.log.Topics;
import doublegrok.record.ProbeResult;
import doublegrok.task.Family;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.ProbeSeries;
import doublegrok.viewer.view.RunProbes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reader of what probes found in a run's checkpoints, without reading what they found before. */
final class ProbeReader {
  /** Beyond, keys would not sort by step. */
  private static final long STEP_MAX = 999_999_999_999L;

  private final ViewStores stores;

  ProbeReader(ViewStores stores) {
    this.stores = stores;
  }

  /** The newest result of each probe at or before the step; one that contradicts itself is none. */
  RunProbes until(String run, long step) {
    List<Probe> found = new ArrayList<>();
    Set<Long> steps = new TreeSet<>();
    for (String name : names(run)) {
      newest(run, name, step)
          .flatMap(result -> ViewMapping.of(result, () -> family(run)))
          .ifPresent(found::add);
      if (!isSeries(run, name)) {
        steps.addAll(stores.probes().steps(ViewStores.probeRange(run, name)));
      }
    }
    return new RunProbes(List.copyOf(steps), found);
  }

  /** Every finding that is nothing but single numbers, over all checkpoints. */
  List<ProbeSeries> series(String run) {
    List<ProbeSeries> all = new ArrayList<>();
    for (String name : names(run)) {
      if (isSeries(run, name)) {
        List<ProbeSeries.Point> points =
            stores.probes().of(ViewStores.probeRange(run, name)).list().stream()
                .filter(result -> result.getName().equals(name))
                .flatMap(result -> ViewMapping.of(result).stream())
                .filter(Probe::isSeries)
                .map(found -> new ProbeSeries.Point(found.step(), found.finding()))
                .toList();
        all.add(new ProbeSeries(name, points));
      }
    }
    return all;
  }

  /** The newest result of each probe. */
  List<ProbeResult> newest(String run) {
    return names(run).stream()
        .flatMap(name -> newest(run, name, STEP_MAX).stream())
        .toList();
  }

  /** As one of the newest two says, since a stranger may have put anything under the name. */
  private boolean isSeries(String run, String name) {
    Optional<ProbeResult> newest = newest(run, name, STEP_MAX);
    return newest.filter(ProbeReader::isSeries).isPresent()
        || newest
            .filter(result -> result.getStep() > 0)
            .flatMap(result -> newest(run, name, result.getStep() - 1))
            .filter(ProbeReader::isSeries)
            .isPresent();
  }

  private static boolean isSeries(ProbeResult result) {
    return ViewMapping.of(result).filter(Probe::isSeries).isPresent();
  }

  /** Jumps from each name to the one before it, ascending at last. */
  private List<String> names(String run) {
    List<String> names = new ArrayList<>();
    Optional<ProbeResult> last = before(run + "/", run + "0");
    while (last.isPresent()) {
      names.add(last.get().getName());
      last = before(run + "/", run + "/" + last.get().getName() + "/");
    }
    Collections.reverse(names);
    return names;
  }

  private Optional<ProbeResult> newest(String run, String name, long step) {
    return before(run + "/" + name + "/", ViewStores.probeKey(run, name, Math.min(step, STEP_MAX)));
  }

  /** The last result whose key lies between these two. */
  private Optional<ProbeResult> before(String from, String to) {
    var store = stores.probes().byName().apply(ViewStores.name(Topics.PROBES));
    return new Records<>(Topics.PROBES, store.reverseRange(from, to)).first();
  }

  private Optional<Family> family(String run) {
    return stores.origin(run).map(origin -> origin.spec().family());
  }
}
