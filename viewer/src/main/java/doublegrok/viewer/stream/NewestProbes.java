package doublegrok.viewer.stream;

import doublegrok.record.ProbeResult;
import doublegrok.task.finding.Scalar;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.Probe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Findings of the newest checkpoints, of which a summary tells. */
final class NewestProbes {
  /** Name of the probe that places a checkpoint between the references. */
  static final String SPECTRUM = "spectrum";

  /** Those before count for less than a 256th. */
  static final int WINDOW = 8;

  /** By step; what is none under the spectrum's name takes its place and has no mixture. */
  private final NavigableMap<Long, Optional<Mixture>> spectra = new TreeMap<>();

  /** By name, in the order of the store's keys. */
  private final Map<String, Newest> byName =
      new TreeMap<>(Comparator.comparing(name -> name + "/"));

  /** Single numbers; none of a finding that has others too. */
  private record Newest(long step, Optional<List<Scalar>> scalars) {}

  void add(ProbeResult result) {
    Optional<Probe> found = ViewMapping.of(result);
    if (result.getName().equals(SPECTRUM)) {
      spectra.put(result.getStep(), found.flatMap(probe -> ViewMapping.mixture(probe.finding())));
      if (spectra.size() > WINDOW) {
        spectra.pollFirstEntry();
      }
    }
    Newest newest = new Newest(
        result.getStep(),
        found.filter(Probe::isSeries).map(probe -> probe.finding().scalars()));
    byName.merge(result.getName(), newest, (known, one) -> one.step() < known.step() ? known : one);
  }

  /** Mean of the window of spectra, in which each counts for half of the next. */
  Optional<Mixture> fadingSpectrum() {
    List<Mixture> newestFirst = new ArrayList<>();
    spectra.descendingMap().values().forEach(each -> each.ifPresent(newestFirst::add));
    return newestFirst.isEmpty() ? Optional.empty() : Optional.of(Mixture.fading(newestFirst));
  }

  /** The newest single numbers of each finding. */
  Map<String, List<Scalar>> measures() {
    Map<String, List<Scalar>> measures = new LinkedHashMap<>();
    byName.forEach((name, newest) -> newest.scalars().ifPresent(all -> measures.put(name, all)));
    return measures;
  }
}
