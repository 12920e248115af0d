package doublegrok.local.command.checkpoint;

import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.RunFields;
import doublegrok.local.command.common.SweepRuns;
import doublegrok.local.pipeline.Cluster;
import doublegrok.log.RunScan;
import doublegrok.viewer.data.DataExport;
import doublegrok.viewer.data.DataExport.Exported;
import doublegrok.viewer.data.DataFormat;
import doublegrok.viewer.data.EventExport;
import doublegrok.viewer.stream.LogView;
import doublegrok.viewer.view.RunDetails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options that say which tables are written where. */
final class DataOptions {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder to write tables of the runs to, a folder for each; what is there already"
              + " and has not changed is left.")
  private Path folder;

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description =
          "Folder to write event files of the runs to, which TensorBoard reads; what is there"
              + " already stays, and what is new is added.")
  private Path eventFolder;

  @Option(
      names = "--follow",
      description = "With --tensorboard: go on with what comes, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--sweep", paramLabel = "SWEEP", description = "Sweep whose runs are meant, too.")
  private String sweep;

  /** The folder of tables; empty if none are wanted. */
  Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /** The folder of event files; empty if none are wanted. */
  Optional<Path> eventFolder() {
    return Optional.ofNullable(eventFolder);
  }

  /** Refuses what weights have not. */
  void refuseSweep() {
    if (sweep != null) {
      throw new IllegalArgumentException(
          "--sweep is about tables and event files (--data, --tensorboard)");
    }
  }

  /** Whether event files are to grow with their runs. */
  boolean follows() {
    if (follow && eventFolder == null) {
      throw new IllegalArgumentException("--follow is about event files (--tensorboard)");
    }
    return follow;
  }

  /**
   * Writes the event files of the runs, and of the sweep's if one is named; then goes on with what
   * comes, where that is asked for.
   *
   * @param said is told of each run, in a sentence
   * @param stopped whether to go on no longer
   * @return what was written of each
   */
  List<Map<String, Object>> writeEvents(
      List<String> named,
      ClusterOptions clusterOptions,
      Consumer<String> said,
      BooleanSupplier stopped) {
    return written(named, clusterOptions, "--tensorboard", eventFolder, (scan, names, runs) -> {
      EventExport export = new EventExport(scan, eventFolder);
      for (RunDetails run : runs) {
        String name = run.summary().run();
        said.accept("run %s: wrote %s (%d numbers)"
            .formatted(name, eventFolder.resolve(name), export.write(name)));
      }
      if (follow) {
        said.accept("going on with what comes; Ctrl-C ends it");
        export.follow(names, caughtUp -> stopped.getAsBoolean());
      }
      return export.numbers().entrySet().stream()
          .map(each -> eventFields(each.getKey(), each.getValue()))
          .toList();
    });
  }

  private Map<String, Object> eventFields(String run, long numbers) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", run);
    fields.put("folder", eventFolder.resolve(run).toString());
    fields.put("numbers", numbers);
    return fields;
  }

  /**
   * Writes the tables of the runs, and of the sweep's if one is named.
   *
   * @param said is told of each run, in a sentence
   * @return what was written of each
   */
  List<Map<String, Object>> write(
      List<String> named, DataFormat format, ClusterOptions clusterOptions, Consumer<String> said) {
    return written(named, clusterOptions, "--data", folder, (scan, names, runs) -> {
      DataExport export = new DataExport(scan, folder, format);
      export.writeDictionary();
      List<Map<String, Object>> all = new ArrayList<>();
      for (RunDetails run : runs) {
        String name = run.summary().run();
        Exported written = export.write(name, RunFields.exported(run));
        said.accept(sentence(name, written));
        all.add(fields(name, written));
      }
      return all;
    });
  }

  /** Writes what is asked for, once the folder is there. */
  private interface Export {
    /**
     * What was written of each.
     *
     * @param names of those that are meant
     * @param runs of these, those that have begun
     */
    List<Map<String, Object>> of(RunScan scan, Set<String> names, List<RunDetails> runs)
        throws IOException;
  }

  private List<Map<String, Object>> written(
      List<String> named, ClusterOptions clusterOptions, String option, Path into, Export export) {
    if (named.isEmpty() && sweep == null) {
      throw new IllegalArgumentException("name the runs, or a sweep with --sweep");
    }
    try (Cluster cluster = clusterOptions.reading()) {
      LogView view = new LogView(cluster.kafka());
      Set<String> names = SweepRuns.with(view, named, Optional.ofNullable(sweep));
      List<RunDetails> runs = begun(view, names, named);
      Files.createDirectories(into);
      return export.of(new RunScan(cluster.kafka(), WITHIN), names, runs);
    } catch (IOException failure) {
      throw new RefusedException(
          "%s %s cannot be written (%s); name another folder, or free its disk"
              .formatted(option, into, failure),
          failure);
    }
  }

  /** A run of a sweep may not have begun, and has no data then. */
  private static List<RunDetails> begun(LogView view, Set<String> names, List<String> named) {
    List<RunDetails> runs = new ArrayList<>();
    for (String name : names) {
      Optional<RunDetails> found = view.run(name);
      if (found.isEmpty() && named.contains(name)) {
        throw RefusedException.unknownRun(name);
      }
      found.ifPresent(runs::add);
    }
    return runs;
  }

  private String sentence(String run, Exported written) {
    long rows = written.rows().values().stream().mapToLong(Long::longValue).sum();
    return "run %s: %s %s (%d rows in %d tables)"
        .formatted(
            run,
            written.unchanged() ? "nothing new for" : "wrote",
            folder.resolve(run),
            rows,
            written.rows().size());
  }

  private Map<String, Object> fields(String run, Exported written) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", run);
    fields.put("folder", folder.resolve(run).toString());
    fields.put("unchanged", written.unchanged());
    fields.put("rows", written.rows());
    return fields;
  }
}
