package doublegrok.viewer.stream;

import doublegrok.viewer.view.LiveUpdate;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Teller of the view's changes to a listener: of each change as it is made, and a few times a
 * second where its run stands. For one thread at a time.
 */
final class ViewTeller {
  static final Duration SUMMARY_EVERY = Duration.ofMillis(250);

  private final Standings standings;
  private final SweepStandings sweeps;
  private final Consumer<LiveUpdate> listener;
  private final LongSupplier nanoTime;
  private final Set<String> changed = new LinkedHashSet<>();
  private long told;

  /**
   * A teller.
   *
   * @param nanoTime a clock that only goes forward: the wall clock may be set back by an hour
   */
  ViewTeller(
      Standings standings,
      SweepStandings sweeps,
      Consumer<LiveUpdate> listener,
      LongSupplier nanoTime) {
    this.standings = standings;
    this.sweeps = sweeps;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.told = nanoTime.getAsLong();
  }

  /** A change is in the stores and the standings. */
  void changed(Change change) {
    changed(change.run());
    change.update().ifPresent(listener);
  }

  /** The standing of a run has changed, or that of its sweep. */
  void changed(String run) {
    changed.add(run);
  }

  /** Tells where the runs stand that have changed, if it is time. */
  void tellIfDue() {
    long now = nanoTime.getAsLong();
    if (now - told >= SUMMARY_EVERY.toNanos()) {
      told = now;
      for (String run : changed) {
        standings.summary(run).map(LiveUpdate.SummaryChanged::new).ifPresent(listener);
        sweeps.changed(run).ifPresent(listener);
      }
      changed.clear();
    }
  }
}
