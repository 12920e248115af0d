package doublegrok.local.bundle;

import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.RunFields;
import doublegrok.local.process.Scratch;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.viewer.data.DataExport;
import doublegrok.viewer.data.DataFormat;
import doublegrok.viewer.stream.LogView;
import doublegrok.viewer.view.RunDetails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tables of runs in a bundle, for who has no doublegrok: what an export writes, but for where it
 * ended on this log.
 */
final class RunTables {
  static final String FOLDER = "tables/";

  private final KafkaSettings kafka;
  private final RunScan scan;

  RunTables(KafkaSettings kafka, RunScan scan) {
    this.kafka = kafka;
    this.scan = scan;
  }

  /**
   * Adds the tables, and what their columns mean.
   *
   * @throws RefusedException if a run does not exist
   */
  void write(List<String> runs, BundleWriter bundle) throws IOException {
    try (Scratch scratch = Scratch.create()) {
      Path folder = scratch.directory();
      DataExport export = new DataExport(scan, folder, DataFormat.CSV);
      export.writeDictionary();
      add(folder.resolve(DataExport.DICTIONARY), folder, bundle);
      LogView view = new LogView(kafka);
      for (String run : runs) {
        RunDetails details = view.run(run).orElseThrow(() -> RefusedException.unknownRun(run));
        export.write(run, RunFields.exported(details));
        Files.delete(folder.resolve(run).resolve(DataExport.DONE));
        for (Path file : files(folder.resolve(run))) {
          add(file, folder, bundle);
          Files.delete(file);
        }
      }
    }
  }

  private static void add(Path file, Path folder, BundleWriter bundle) throws IOException {
    String name = folder.relativize(file).toString().replace('\\', '/');
    bundle.add(FOLDER + name, out -> Files.copy(file, out));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
