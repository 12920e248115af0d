package doublegrok.local.command;

import doublegrok.local.bundle.BundleFile;
import doublegrok.local.bundle.BundleImport;
import doublegrok.local.bundle.BundleImport.Imported;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes runs from a file that bundle wrote. */
@CommandLine.Command(
    name = "import",
    description = {
      "Take the runs of a file that 'doublegrok bundle' wrote into a data directory, which is made"
          + " if it is missing, or a cluster.",
      "The file is checked as a whole first. All of it is taken, or nothing. Runs that are there"
          + " already, just so, are left."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok import demo.zip --dir elsewhere",
      "  doublegrok demo --run demo --dir elsewhere"
    })
final class ImportCommand extends Command {
  @Parameters(paramLabel = "FILE", description = "File that bundle wrote.")
  private Path file;

  @Mixin
  private ClusterOptions clusterOptions;

  @Option(names = "--json", description = "Print what was taken as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Logs.quiet();
    try (BundleFile bundle = BundleFile.open(file); // before a data directory is made for it
        Cluster cluster = clusterOptions.filling()) {
      DirectoryStore store = DirectoryStore.in(clusterOptions.data().checkpoints());
      Imported imported = new BundleImport(cluster.kafka(), store).take(bundle);
      out().println(json ? Json.text(fields(imported)) : sentence(imported));
      return ExitCode.DONE;
    }
  }

  private static String sentence(Imported imported) {
    if (imported.runs().isEmpty() && imported.sweeps().isEmpty()) {
      return "all of it is here already: " + String.join(", ", imported.present());
    }
    return "imported %s (%d records)%s"
        .formatted(
            Stream.concat(
                    imported.sweeps().stream().map(each -> "sweep " + each),
                    imported.runs().stream())
                .collect(Collectors.joining(", ")),
            imported.records(),
            imported.present().isEmpty()
                ? ""
                : "; already here: " + String.join(", ", imported.present()));
  }

  private static Map<String, Object> fields(Imported imported) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("runs", imported.runs());
    fields.put("present", imported.present());
    fields.put("sweeps", imported.sweeps());
    fields.put("records", imported.records());
    return fields;
  }
}
