package doublegrok.viewer.stream;

import doublegrok.log.Topics;
import doublegrok.record.ProbeResult;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.RunProbes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads what probes found in a run's checkpoints, without reading what they found before. */
final class ProbeReader {
  /** Every checkpoint that is looked into has this one, and it is small. */
  private static final String ALWAYS = "components-embedding";

  /** Beyond, keys would not sort by step. */
  private static final long STEP_MAX = 999_999_999_999L;

  private final ViewStores stores;

  ProbeReader(ViewStores stores) {
    this.stores = stores;
  }

  /** The newest result of each probe at or before the step; one that contradicts itself is none. */
  RunProbes until(String run, long step) {
    List<Probe> found = new ArrayList<>();
    for (String name : names(run)) {
      newest(run, name, step).flatMap(ProbeFindings::of).ifPresent(found::add);
    }
    return new RunProbes(steps(run), found);
  }

  private List<Long> steps(String run) {
    return stores.probes().of(run + "/" + ALWAYS).list().stream()
        .map(ProbeResult::getStep)
        .toList();
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
}
