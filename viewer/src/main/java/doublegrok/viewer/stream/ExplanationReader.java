package doublegrok.viewer.stream;

import doublegrok.record.ProbeResult;
import doublegrok.record.Spectrum;
import doublegrok.viewer.view.ReferenceFloors;
import doublegrok.viewer.view.SpectrumPoint;
import java.util.List;
import java.util.Optional;

/** Reads from the stores which algorithms a run's checkpoints are running. */
final class ExplanationReader {
  private final ViewStores stores;

  ExplanationReader(ViewStores stores) {
    this.stores = stores;
  }

  /** The spectrum of every checkpoint, ascending. */
  List<SpectrumPoint> spectrum(String run) {
    return stores.probes().of(ViewStores.probeRange(run, NewestSpectra.PROBE)).list().stream()
        .flatMap(probe -> point(probe).stream())
        .toList();
  }

  /** The floors of every distribution version, ascending. */
  List<ReferenceFloors> floors(String run) {
    return stores.references().of(run).list().stream().map(ViewMapping::of).toList();
  }

  private static Optional<SpectrumPoint> point(ProbeResult probe) {
    return probe.getName().equals(NewestSpectra.PROBE)
            && probe.getBody() instanceof Spectrum spectrum
        ? Optional.of(ViewMapping.of(probe.getStep(), spectrum))
        : Optional.empty();
  }
}
