package doublegrok.local.command.checkpoint;

import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.RunFields;
import doublegrok.local.command.common.SweepRuns;
import doublegrok.local.pipeline.Cluster;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.viewer.data.DataExport;
import doublegrok.viewer.data.DataExport.Exported;
import doublegrok.viewer.data.DataFormat;
import doublegrok.viewer.data.EventExport;
import doublegrok.viewer.data.LabelFields;
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
      description = "Folder to write event files of the runs to, which TensorBoard reads.")
  private Path eventFolder;

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

  /**
   * Writes the event files of the runs, and of the sweep's if one is named.
   *
   * @param said is told of each run, in a sentence
   * @return what was written of each
   */
  List<Map<String, Object>> writeEvents(
      List<String> named, ClusterOptions clusterOptions, Consumer<String> said) {
    return each(named, clusterOptions, "--tensorboard", eventFolder, scan -> {
      EventExport export = new EventExport(scan, eventFolder);
      return run -> {
        String name = run.summary().run();
        long numbers = export.write(name);
        Path place = eventFolder.resolve(name);
        said.accept("run %s: wrote %s (%d numbers)".formatted(name, place, numbers));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", name);
        fields.put("folder", place.toString());
        fields.put("numbers", numbers);
        return fields;
      };
    });
  }

  /**
   * Writes the tables of the runs, and of the sweep's if one is named.
   *
   * @param said is told of each run, in a sentence
   * @return what was written of each
   */
  List<Map<String, Object>> write(
      List<String> named, DataFormat format, ClusterOptions clusterOptions, Consumer<String> said) {
    return each(named, clusterOptions, "--data", folder, scan -> {
      DataExport export = new DataExport(scan, folder, format);
      export.writeDictionary();
      return run -> {
        String name = run.summary().run();
        Exported written = export.write(name, summary(run));
        said.accept(sentence(name, written));
        return fields(name, written);
      };
    });
  }

  /** Export of one run; what it has written. */
  private interface Export {
    Map<String, Object> of(RunDetails run) throws IOException;
  }

  /** Beginning of an export, once the folder is there. */
  private interface Beginning {
    Export with(RunScan scan) throws IOException;
  }

  private List<Map<String, Object>> each(
      List<String> named,
      ClusterOptions clusterOptions,
      String option,
      Path into,
      Beginning beginning) {
    if (named.isEmpty() && sweep == null) {
      throw new IllegalArgumentException("name the runs, or a sweep with --sweep");
    }
    try (Cluster cluster = clusterOptions.reading()) {
      List<RunDetails> runs = runs(named, cluster.kafka());
      Files.createDirectories(into);
      Export export = beginning.with(new RunScan(cluster.kafka(), WITHIN));
      List<Map<String, Object>> all = new ArrayList<>();
      for (RunDetails run : runs) {
        all.add(export.of(run));
      }
      return all;
    } catch (IOException failure) {
      throw new RefusedException(
          "%s %s cannot be written (%s); name another folder, or free its disk"
              .formatted(option, into, failure),
          failure);
    }
  }

  private List<RunDetails> runs(List<String> named, KafkaSettings kafka) {
    LogView view = new LogView(kafka);
    List<RunDetails> runs = new ArrayList<>();
    for (String name : SweepRuns.with(view, named, Optional.ofNullable(sweep))) {
      Optional<RunDetails> found = view.run(name);
      if (found.isEmpty() && named.contains(name)) {
        throw RefusedException.unknownRun(name);
      }
      found.ifPresent(runs::add); // a run of a sweep that has not begun has no data
    }
    return runs;
  }

  /** Where a run stands, and what its family's sets and references are. */
  private static Map<String, Object> summary(RunDetails run) {
    Map<String, Object> fields = RunFields.of(run);
    fields.putAll(LabelFields.of(run.summary().labels()));
    return fields;
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
