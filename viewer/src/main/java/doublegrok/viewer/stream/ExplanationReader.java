package doublegrok.viewer.stream;

import doublegrok.explain.DoubleGrokking;
import doublegrok.log.RecordKeys;
import doublegrok.record.ProbeResult;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.Explanation;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.ReferenceFloors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads from the stores which algorithms a run's checkpoints are running. */
final class ExplanationReader {
  private static final String SPECTRUM = "spectrum";

  /** Those before count for less than a 256th. */
  private static final int WINDOW = 8;

  private final ViewStores stores;
  private final ProbeReader probes;

  ExplanationReader(ViewStores stores, ProbeReader probes) {
    this.stores = stores;
    this.probes = probes;
  }

  /**
   * What explains the newest checkpoints.
   *
   * @param newest evaluations of the newest checkpoint, in the order in which sets are shown
   */
  Explanation explanation(String run, Collection<EvaluationPoint> newest) {
    Map<String, Mixture> attributions = new LinkedHashMap<>();
    newest.forEach(point -> point
        .lastAttribution()
        .ifPresent(attribution -> attributions.put(point.set(), attribution)));
    Optional<ReferenceFloors> floors = newest.stream()
        .findFirst()
        .flatMap(point ->
            stores.references().at(RecordKeys.version(run, point.version())).map(ViewMapping::of));
    return new Explanation(
        fadingSpectrum(run), attributions, floors, doubleGrokkingGap(run), probes.measures(run));
  }

  /** The floors of every distribution version, ascending. */
  List<ReferenceFloors> floors(String run) {
    return stores.references().of(run).list().stream().map(ViewMapping::of).toList();
  }

  private Optional<Mixture> fadingSpectrum(String run) {
    List<Mixture> newestFirst = new ArrayList<>();
    try (Records<ProbeResult> probes = stores.probes().newestFirst(run + "/" + SPECTRUM)) {
      while (probes.hasNext() && newestFirst.size() < WINDOW) {
        mixture(probes.next()).ifPresent(newestFirst::add);
      }
    }
    return newestFirst.isEmpty() ? Optional.empty() : Optional.of(Mixture.fading(newestFirst));
  }

  private static Optional<Mixture> mixture(ProbeResult probe) {
    return Optional.of(probe)
        .filter(each -> each.getName().equals(SPECTRUM))
        .flatMap(ViewMapping::of)
        .flatMap(found -> ViewMapping.mixture(found.finding()));
  }

  private OptionalDouble doubleGrokkingGap(String run) {
    return DoubleGrokking.gap(WatchStore.firstGains(stores.watch(run)));
  }
}
