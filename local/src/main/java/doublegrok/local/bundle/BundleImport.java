package doublegrok.local.bundle;

import doublegrok.control.CommandLog;
import doublegrok.local.bundle.BundleIndex.Entry;
import doublegrok.local.check.RefusedException;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.record.StoredFile;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import doublegrok.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Import of a bundle: it is checked as a whole, then its checkpoint files come to the store, then
 * its records to the log, all of them at once.
 */
public final class BundleImport {
  private final KafkaSettings kafka;
  private final CheckpointStore store;
  private final RunSpecs specs;
  private final RunScan log;

  /** An import to a log whose topics exist, and to a store. */
  public BundleImport(KafkaSettings kafka, CheckpointStore store) {
    this.kafka = kafka;
    this.store = store;
    this.specs = new RunSpecs(kafka.families());
    this.log = new RunScan(kafka, RunBundle.WITHIN);
  }

  /**
   * Result of an import.
   *
   * @param runs that are new here
   * @param present runs that were here already, as they are in the bundle
   * @param sweeps that are new here
   * @param records that came to the log
   */
  public record Imported(
      List<String> runs, List<String> present, List<String> sweeps, long records) {
    public Imported {
      runs = List.copyOf(runs);
      present = List.copyOf(present);
      sweeps = List.copyOf(sweeps);
    }
  }

  /**
   * Takes a bundle.
   *
   * @throws RefusedException if a run of its name is here already and differs, or if this program
   *     cannot go on with one; then nothing has changed
   */
  public Imported take(BundleFile bundle) {
    try {
      return taken(bundle);
    } catch (IOException | UnreadableRecordException unsound) {
      throw new RefusedException(
          "%s cannot be imported: %s; nothing was taken"
              .formatted(bundle.path(), unsound.getMessage()),
          unsound);
    }
  }

  private Imported taken(BundleFile bundle) throws IOException {
    BundleIndex index = bundle.index();
    List<String> fresh = new ArrayList<>();
    List<String> present = new ArrayList<>();
    for (String run : index.runs()) {
      RecordKeys.checkedRunName(run);
      (isPresent(run, index) ? present : fresh).add(run);
    }
    List<String> sweeps = new ArrayList<>();
    for (String sweep : index.sweeps()) {
      RecordKeys.checkedSweepName(sweep);
      if (!isSweepPresent(sweep, index)) {
        sweeps.add(sweep);
      }
    }
    List<ImportedRun> runs = new ArrayList<>();
    for (String run : fresh) {
      ImportedRun imported = new ImportedRun(run, bundle, specs);
      for (StoredFile each : imported.files()) {
        put(run, each, bundle);
      }
      runs.add(imported);
    }
    long records = runs.isEmpty() && sweeps.isEmpty() ? 0 : publish(runs, sweeps, bundle);
    return new Imported(fresh, present, sweeps, records);
  }

  private long publish(List<ImportedRun> runs, List<String> sweeps, BundleFile bundle)
      throws IOException {
    try (ImportTransaction transaction = new ImportTransaction(kafka)) {
      for (ImportedRun run : runs) {
        run.publish(transaction);
      }
      for (String sweep : sweeps) {
        try (InputStream in = bundle.read(RunRecords.sweepEntry(sweep))) {
          RecordsFile.read(
              Topics.SWEEPS,
              in,
              (key, timestamp, record) -> transaction.add(
                  Topics.SWEEPS, key, timestamp, record, Optional.of(new byte[0]), offset -> {}));
        }
      }
      return transaction.commit();
    }
  }

  /** Whether a run is here with all that the bundle has of it, and nothing else. */
  private boolean isPresent(String run, BundleIndex index) throws IOException {
    boolean commanded = !log.all(Topics.CONTROL, run).isEmpty();
    if (!commanded && log.all(Topics.CHECKPOINTS, run).isEmpty()) {
      return false;
    }
    if (!commanded) {
      throw new RefusedException(CommandLog.lostStart(run));
    }
    List<Entry> here = new RunRecords(log, specs).entries(run);
    if (!index.in(RunRecords.folder(run)).containsAll(here)) {
      throw new RefusedException(("run '%s' exists here and is not as in the file; import it into"
              + " another --dir (its name is in all of its records, so it has no other)")
          .formatted(run));
    }
    return true;
  }

  private boolean isSweepPresent(String sweep, BundleIndex index) throws IOException {
    if (log.all(Topics.SWEEPS, sweep).isEmpty()) {
      return false;
    }
    if (!index.entries().containsAll(new RunRecords(log, specs).sweepEntries(sweep))) {
      throw new RefusedException(
          "sweep '%s' exists here and is not as in the file; import it into another --dir"
              .formatted(sweep));
    }
    return true;
  }

  private void put(String run, StoredFile file, BundleFile bundle) throws IOException {
    StoredFile stored;
    try (InputStream in = bundle.read(RunBundle.entry(file))) {
      stored = store.put(
          run,
          CheckpointStore.SUFFIX,
          draft -> Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING));
    } catch (StoreException full) {
      throw new RefusedException(full.getMessage() + "; nothing was imported", full);
    }
    if (!stored.equals(file)) {
      throw new IOException("the entry %s is not the file that its name and the manifest say"
          .formatted(RunBundle.entry(file)));
    }
  }
}
