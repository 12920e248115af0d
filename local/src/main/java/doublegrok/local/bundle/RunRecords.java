package doublegrok.local.bundle;

import doublegrok.control.EffectiveSpec;
import doublegrok.control.LiveManifests;
import doublegrok.control.RunOrigin;
import doublegrok.local.bundle.BundleIndex.Entry;
import doublegrok.local.check.RefusedException;
import doublegrok.log.RunScan;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.RunEvent;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reader of what a log has of a run, or of a sweep, into a bundle: of each key the newest record,
 * as compaction would leave it, and of batches and events all. The same log gives the same entries,
 * and so does one that a bundle was imported into.
 */
final class RunRecords {
  /**
   * In the order in which they are read, though the run goes on meanwhile: whoever sees a manifest
   * sees every report before it, and who sees a batch the event that tells of its swap.
   */
  static final List<Topic<?>> TOPICS = List.of(
      Topics.CHECKPOINTS,
      Topics.DEMAND,
      Topics.BATCHES,
      Topics.STEPS,
      Topics.EVALUATIONS,
      Topics.REFERENCES,
      Topics.PROBES,
      Topics.EVENTS,
      Topics.CONTROL);

  private static final List<Topic<?>> WHOLE = List.of(Topics.BATCHES, Topics.EVENTS);

  private final RunScan log;
  private final RunSpecs specs;

  RunRecords(RunScan log, RunSpecs specs) {
    this.log = log;
    this.specs = specs;
  }

  /** Folder of a run in a bundle. */
  static String folder(String run) {
    return "runs/" + run + "/";
  }

  /** Entry of the records of a topic. */
  static String entry(String folder, Topic<?> topic) {
    return folder + topic.name().substring(topic.name().indexOf('.') + 1) + ".avro";
  }

  /** Entry of a sweep's records. */
  static String sweepEntry(String sweep) {
    return "sweeps/" + sweep + ".avro";
  }

  /**
   * Adds the entries of a run.
   *
   * @return its checkpoints whose files are kept, newest first
   * @throws RefusedException if there is no such run
   */
  List<CheckpointManifest> write(String run, BundleWriter bundle) throws IOException {
    RunOrigin origin = RunOrigin.in(log.all(Topics.CONTROL, run), specs)
        .orElseThrow(() -> RefusedException.unknownRun(run));
    List<CheckpointManifest> manifests = new ArrayList<>();
    List<RunEvent> events = new ArrayList<>();
    for (Topic<?> topic : TOPICS) {
      write(topic, run, entry(folder(run), topic), bundle, record -> {
        if (record instanceof CheckpointManifest manifest) {
          manifests.add(manifest);
        } else if (record instanceof RunEvent event) {
          events.add(event);
        }
      });
    }
    RunSpec spec = EffectiveSpec.swapped(origin.spec(), events);
    bundle.add(folder(run) + "spec.yaml", RunSpecs.canonical(spec));
    return new LiveManifests(manifests).newestFirst();
  }

  /** Adds the records of a sweep itself, which say how it was planned and where it stands. */
  void writeSweep(String sweep, BundleWriter bundle) throws IOException {
    write(Topics.SWEEPS, sweep, sweepEntry(sweep), bundle, record -> {});
  }

  /** The entries that a run here would have in a bundle, for comparison; its files apart. */
  List<Entry> entries(String run) throws IOException {
    try (BundleWriter nowhere = new BundleWriter(OutputStream.nullOutputStream())) {
      write(run, nowhere);
      return nowhere.entries();
    }
  }

  /** The entry that a sweep here would have in a bundle. */
  List<Entry> sweepEntries(String sweep) throws IOException {
    try (BundleWriter nowhere = new BundleWriter(OutputStream.nullOutputStream())) {
      writeSweep(sweep, nowhere);
      return nowhere.entries();
    }
  }

  private <V extends SpecificRecord> void write(
      Topic<V> topic, String owner, String entry, BundleWriter bundle, Consumer<? super V> written)
      throws IOException {
    bundle.add(entry, out -> {
      try (RecordsFile.Writer<V> file = new RecordsFile.Writer<>(topic, owner, out)) {
        newest(topic, owner, (key, timestamp, record) -> {
          file.take(key, timestamp, record);
          written.accept(record);
        });
      } catch (UncheckedIOException failure) {
        throw failure.getCause();
      }
    });
  }

  /** Read twice: the newest are known once all were seen. */
  private <V extends SpecificRecord> void newest(
      Topic<V> topic, String owner, RecordsFile.Taker<V> taker) {
    boolean whole = WHOLE.contains(topic);
    NewestOffsets newest = new NewestOffsets();
    if (!whole) {
      log.each(topic, owner, each -> newest.see(each.key(), each.offset()));
    }
    log.each(topic, owner, each -> {
      if (whole || newest.isNewest(each.key(), each.offset())) {
        RunScan.decoded(topic, each).ifPresent(record -> {
          try {
            taker.take(each.key(), each.timestamp(), Places.left(record));
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
      }
    });
  }
}
