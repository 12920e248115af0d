package doublegrok.viewer.stream;

import doublegrok.record.ProbeResult;
import doublegrok.record.Spectrum;
import doublegrok.viewer.view.Mixture;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Window over the spectra of the newest checkpoints. */
final class NewestSpectra {
  /** Name of the probe. */
  static final String PROBE = "spectrum";

  /** Those before count for less than a 256th. */
  static final int WINDOW = 8;

  /** By step; a stranger's probe of the same name takes its place and has no mixture. */
  private final NavigableMap<Long, Optional<Mixture>> byStep = new TreeMap<>();

  void add(ProbeResult probe) {
    if (!probe.getName().equals(PROBE)) {
      return;
    }
    Optional<Mixture> mixture = probe.getBody() instanceof Spectrum spectrum
        ? Optional.of(ViewMapping.of(probe.getStep(), spectrum).mixture())
        : Optional.empty();
    byStep.put(probe.getStep(), mixture);
    if (byStep.size() > WINDOW) {
      byStep.pollFirstEntry();
    }
  }

  /** Mean of the window, in which each counts for half of the next. */
  Optional<Mixture> fading() {
    List<Mixture> newestFirst = new ArrayList<>();
    byStep.descendingMap().values().forEach(each -> each.ifPresent(newestFirst::add));
    return newestFirst.isEmpty() ? Optional.empty() : Optional.of(Mixture.fading(newestFirst));
  }
}
