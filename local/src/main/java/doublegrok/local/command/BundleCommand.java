package doublegrok.local.command;

import doublegrok.local.bundle.RunBundle;
import doublegrok.local.bundle.RunBundle.Contents;
import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.NewFile;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.store.DirectoryStore;
import doublegrok.viewer.stream.LogView;
import doublegrok.viewer.view.SweepRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes runs as one file, for others. */
@CommandLine.Command(
    name = "bundle",
    description = {
      "Write runs as one file: every record, the checkpoints, the spec. Whoever gets it can import"
          + " it, and then verify, watch, evaluate, fork and train on.",
      "The same runs give the same file. docs/how-to/share.md explains it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok bundle demo --out demo.zip",
      "  doublegrok bundle --sweep mine --out mine.zip"
    })
final class BundleCommand extends Command {
  @Parameters(arity = "0..*", paramLabel = "RUN", description = "Names of the runs.")
  private List<String> runs = new ArrayList<>();

  @Option(
      names = "--sweep",
      paramLabel = "SWEEP",
      description = "Sweep that is meant with all of its runs, too.")
  private String sweep;

  @Mixin
  private ClusterOptions clusterOptions;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      required = true,
      description = "File to write, for example demo.zip.")
  private Path out;

  @Option(names = "--force", description = "Replace a file that exists.")
  private boolean force;

  @Option(names = "--json", description = "Print what was written as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    runs.forEach(RecordKeys::checkedRunName);
    if (runs.isEmpty() && sweep == null) {
      throw new IllegalArgumentException("name the runs, or a sweep with --sweep");
    }
    NewFile file = new NewFile(out, "--out", force);
    Logs.quiet();
    try (Cluster cluster = clusterOptions.reading()) {
      Path checkpoints = clusterOptions.data().checkpoints();
      if (!Files.isDirectory(checkpoints)) {
        throw new RefusedException(
            "there are no checkpoints in %s; name the data directory with --dir"
                .formatted(checkpoints));
      }
      List<String> sweeps = sweep == null ? List.of() : List.of(sweep);
      RunBundle bundle = new RunBundle(cluster.kafka(), DirectoryStore.in(checkpoints));
      List<String> named = named(cluster.kafka());
      AtomicReference<Contents> written = new AtomicReference<>();
      file.write(draft -> written.set(bundle.write(draft, named, sweeps, Version.program())));
      out().println(json ? Json.text(fields(written.get())) : sentence(written.get()));
      return ExitCode.DONE;
    }
  }

  /** In an order that does not depend on how they were named. */
  private List<String> named(KafkaSettings kafka) {
    Set<String> names = new LinkedHashSet<>(runs);
    if (sweep != null) {
      LogView view = new LogView(kafka);
      view
          .sweep(sweep)
          .orElseThrow(() -> new RefusedException(
              "sweep '%s' does not exist; 'doublegrok sweep show' lists those that do"
                  .formatted(sweep)))
          .runs()
          .stream()
          .map(SweepRun::run)
          .filter(name -> view.run(name).isPresent()) // others have not begun
          .forEach(names::add);
    }
    return names.stream().sorted().toList();
  }

  private String sentence(Contents written) {
    long checkpoints =
        written.runs().values().stream().mapToInt(Integer::intValue).sum();
    return "wrote %s (%d bytes): %d %s, %d checkpoints, SHA-256 %s"
        .formatted(
            out,
            file(),
            written.runs().size(),
            written.runs().size() == 1 ? "run" : "runs",
            checkpoints,
            written.sha256());
  }

  private Map<String, Object> fields(Contents written) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", out.toString());
    fields.put("bytes", file());
    fields.put("sha256", written.sha256());
    fields.put("checkpoints", written.runs());
    fields.put("sweeps", written.sweeps());
    return fields;
  }

  private long file() {
    return out.toFile().length();
  }
}
