package doublegrok.viewer.stream;

import doublegrok.spec.RunSpecs;
import doublegrok.viewer.view.RunDetails.Ancestor;
import doublegrok.viewer.view.RunSignals;
import doublegrok.viewer.view.RunSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Standing of every run, kept in memory. Safe for use by many threads. */
final class Standings {
  private static final Comparator<RunSummary> NEWEST_FIRST = Comparator.comparingLong(
          RunSummary::startedAtMillis)
      .reversed()
      .thenComparing(RunSummary::run);

  private final Map<String, RunStanding> byRun = new ConcurrentHashMap<>();
  private final RunSpecs specs;

  /** Those of no runs yet, whose specs are read by these. */
  Standings(RunSpecs specs) {
    this.specs = specs;
  }

  /** Those that the stores' records make; reads of each run the records that still count. */
  static Standings of(ViewStores stores) {
    Standings standings = new Standings(stores.specs());
    stores.runs(ViewStores.VIEWED).forEach(run -> standings.byRun.put(run, read(stores, run)));
    return standings;
  }

  private static RunStanding read(ViewStores stores, String run) {
    RunStanding standing = new RunStanding(run, stores.specs());
    stores.commands().of(run).forEach(standing::add);
    stores.events().of(run).forEach(standing::add);
    stores.checkpoints().of(run).forEach(standing::add);
    stores.references().of(run).forEach(standing::add);
    stores.steps().newestFirst(run).first().ifPresent(standing::add);
    stores.evaluations().of(run).forEach(standing::add);
    stores
        .probes()
        .newestFirst(ViewStores.probeRange(run, NewestProbes.SPECTRUM))
        .limited(NewestProbes.WINDOW, probe -> probe.getName().equals(NewestProbes.SPECTRUM))
        .forEach(standing::add);
    new ProbeReader(stores).newest(run).forEach(standing::add);
    return standing;
  }

  /** Takes up a change that the stores hold already. */
  void add(Change change) {
    byRun.computeIfAbsent(change.run(), run -> new RunStanding(run, specs)).add(change.record());
  }

  /** Every run that was started, newest first. */
  List<RunSummary> summaries() {
    return byRun.values().stream()
        .flatMap(each -> each.summary().stream())
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /** Where a run stands; empty if it was never started. */
  Optional<RunSummary> summary(String run) {
    return of(run, RunStanding::summary);
  }

  /** What those who watch over a run want to know; empty if it was never started. */
  Optional<RunSignals> signals(String run) {
    return of(run, RunStanding::signals);
  }

  /** The run that a run was forked from, if it was. */
  Optional<Ancestor> parent(String run) {
    return of(run, RunStanding::parent);
  }

  /** Whether a run was started. */
  boolean isStarted(String run) {
    return of(run, each -> Optional.of(each.isStarted())).orElse(false);
  }

  private <T> Optional<T> of(String run, Function<RunStanding, Optional<T>> question) {
    return Optional.ofNullable(byRun.get(run)).flatMap(question);
  }
}
