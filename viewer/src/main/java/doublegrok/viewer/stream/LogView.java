package doublegrok.viewer.stream;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.spec.RunSpecs;
import doublegrok.viewer.view.RunDetails;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.SweepOverview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The same view as the topology's, read once from the topics: what a command shows of runs that may
 * have ended long ago, without an evaluator.
 */
public final class LogView {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final RunScan scan;
  private final RunSpecs specs;

  /** A view of the runs on a cluster. */
  public LogView(KafkaSettings kafka) {
    this.scan = new RunScan(kafka, WITHIN);
    this.specs = new RunSpecs(kafka.families());
  }

  /** Every run, newest first, in detail. */
  public List<RunDetails> runs() {
    LogStores stores = new LogStores(specs);
    ViewStores.VIEWED.forEach(topic -> scan.each(topic, stores::put));
    RunReader reader = stores.reader();
    List<RunDetails> runs = new ArrayList<>();
    for (RunSummary summary : reader.runs()) {
      reader.details(summary.run()).ifPresent(runs::add);
    }
    return runs;
  }

  /** A run in detail; empty if it was never started. */
  public Optional<RunDetails> run(String run) {
    LogStores stores = new LogStores(specs);
    for (Topic<?> topic : ViewStores.VIEWED) {
      if (topic.equals(Topics.CONTROL)) { // of all runs: its parents may lie anywhere
        scan.each(topic, stores::put);
      } else {
        scan.each(topic, run, stores::put);
      }
    }
    return stores.reader().details(run);
  }

  /** Every sweep with where its runs stand, the one that changed last first. */
  public List<SweepOverview> sweeps() {
    return read().all();
  }

  /** A sweep with where its runs stand; empty if it was never started. */
  public Optional<SweepOverview> sweep(String sweep) {
    return read().sweep(sweep);
  }

  private SweepStandings read() {
    LogStores stores = new LogStores(specs);
    ViewStores.VIEWED.forEach(topic -> scan.each(topic, stores::put));
    SweepStandings sweeps = new SweepStandings(stores.standings());
    scan.each(Topics.SWEEPS, sweeps::add);
    return sweeps;
  }
}
