package doublegrok.local.bundle;

import doublegrok.control.RunOrigin;
import doublegrok.local.check.RefusedException;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ForkRun;
import doublegrok.record.StoredFile;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import doublegrok.store.StoreException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Bundle that is made of runs: everything that the log and the store have of them, in one file. */
public final class RunBundle {
  static final Duration WITHIN = Duration.ofSeconds(30);

  private final RunScan log;
  private final RunSpecs specs;
  private final RunRecords records;
  private final RunTables tables;
  private final CheckpointStore store;

  /**
   * A maker of bundles.
   *
   * @param kafka where the records are
   * @param store where the checkpoints' files are
   */
  public RunBundle(KafkaSettings kafka, CheckpointStore store) {
    this.log = new RunScan(kafka, WITHIN);
    this.specs = new RunSpecs(kafka.families());
    this.records = new RunRecords(log, specs);
    this.tables = new RunTables(kafka, log);
    this.store = store;
  }

  /**
   * Content of a bundle.
   *
   * @param runs and how many checkpoints each has
   * @param sweeps their own records
   * @param files of checkpoints; those of several runs count once
   * @param sha256 by which two bundles are compared, in lower-case hexadecimal
   */
  public record Contents(Map<String, Integer> runs, List<String> sweeps, int files, String sha256) {
    public Contents {
      sweeps = List.copyOf(sweeps);
    }
  }

  /**
   * Writes a bundle.
   *
   * @param file that is written; whole only once this returns
   * @param madeBy the program, with its version
   * @throws RefusedException if a run does not exist, or a checkpoint's file cannot be had
   * @throws IOException if the file cannot be written
   */
  public Contents write(Path file, List<String> runs, List<String> sweeps, String madeBy)
      throws IOException {
    Map<String, Integer> checkpoints = new LinkedHashMap<>();
    Map<String, StoredFile> files = new TreeMap<>();
    String sha256;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        BundleWriter bundle = new BundleWriter(out)) {
      bundle.add("README.md", BundleTexts.readme(runs, sweeps));
      bundle.add("CITATION.cff", BundleTexts.citation(runs, sweeps));
      tables.write(
          runs, bundle); // first: of a run that goes on they have no step beyond its records
      for (String sweep : sweeps) {
        records.writeSweep(sweep, bundle);
      }
      for (String run : runs) {
        List<CheckpointManifest> live = records.write(run, bundle);
        requireBeginning(run, live, runs);
        bundle.add(RunRecords.folder(run) + "libraries.json", BundleTexts.libraries(live));
        live.forEach(each -> List.of(each.getWeights(), each.getOptimizer())
            .forEach(stored -> files.put(stored.getSha256(), stored)));
        checkpoints.put(run, live.size());
      }
      for (StoredFile stored : files.values()) {
        add(stored, bundle);
      }
      sha256 = bundle.finish(madeBy, runs, sweeps);
    }
    Seal.put(file, sha256);
    return new Contents(checkpoints, sweeps, files.size(), sha256);
  }

  /** Entry of a file of the store. */
  static String entry(StoredFile file) {
    return "checkpoints/" + file.getSha256() + CheckpointStore.SUFFIX;
  }

  private void add(StoredFile stored, BundleWriter bundle) throws IOException {
    Path place;
    try {
      place = store.verified(stored, CheckpointStore.SUFFIX);
    } catch (StoreException missing) {
      throw new RefusedException(
          "a checkpoint cannot be had (%s); name the data directory with --dir, or bundle again if"
                  .formatted(missing.getMessage())
              + " it was retired meanwhile",
          missing);
    }
    bundle.add(entry(stored), place, stored.getSha256());
  }

  /** A fork that has no checkpoint yet begins at one of its parent's. */
  private void requireBeginning(
      String run, List<CheckpointManifest> checkpoints, List<String> runs) {
    Optional<ForkRun> fork =
        RunOrigin.in(log.all(Topics.CONTROL, run), specs).flatMap(RunOrigin::fork);
    if (checkpoints.isEmpty() && fork.isPresent() && !runs.contains(fork.get().getParent())) {
      throw new RefusedException(
          "run '%s' has no checkpoint yet and begins at one of run '%s'; name that run too"
              .formatted(run, fork.get().getParent()));
    }
  }
}
