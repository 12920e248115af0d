package doublegrok.local.command;

import doublegrok.local.bundle.RunBundle;
import doublegrok.local.bundle.RunBundle.Contents;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.NewFile;
import doublegrok.local.command.common.SweepRuns;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.viewer.stream.LogView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      List<String> sweeps = sweep == null ? List.of() : List.of(sweep);
      RunBundle bundle = new RunBundle(cluster.kafka(), clusterOptions.checkpoints());
      List<String> named = named(cluster.kafka());
      AtomicReference<Contents> written = new AtomicReference<>();
      file.write(draft -> written.set(bundle.write(draft, named, sweeps, Version.program())));
      out().println(json ? Json.text(fields(written.get())) : sentence(written.get()));
      return ExitCode.DONE;
    }
  }

  /** In an order that does not depend on how they were named. */
  private List<String> named(KafkaSettings kafka) {
    LogView view = new LogView(kafka);
    return SweepRuns.with(view, runs, Optional.ofNullable(sweep)).stream()
        .filter(name -> runs.contains(name) || view.run(name).isPresent()) // others have not begun
        .sorted()
        .toList();
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
