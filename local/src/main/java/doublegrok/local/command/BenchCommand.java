package doublegrok.local.command;

import doublegrok.bench.Bench;
import doublegrok.bench.micro.MicroBenchmarks;
import doublegrok.bench.report.ReportFields;
import doublegrok.bench.report.ReportTable;
import doublegrok.bench.report.SectionReport;
import doublegrok.bench.section.Section;
import doublegrok.bench.section.Setting;
import doublegrok.local.pipeline.BenchSurroundings;
import doublegrok.local.process.Logs;
import doublegrok.local.process.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what this machine makes of the program. */
@CommandLine.Command(
    name = "bench",
    description = {
      "Measure what everything costs on this machine: step, pipeline, generator, Kafka, evaluation,"
          + " start.",
      "Each figure is the median of several rounds with its least and greatest; what is compared is"
          + " measured in turn, in the same rounds. Nothing else should run meanwhile."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok bench",
      "  doublegrok bench --only machine,step --rounds 7 --json",
      "  doublegrok bench --against-pytorch /usr/bin/python3",
      "  doublegrok bench --jmh BatchDrawing"
    })
final class BenchCommand extends Command {
  private static final String PYTORCH = "pytorch";
  private static final int ROUNDS = 3;

  @Option(
      names = "--only",
      paramLabel = "SECTION,...",
      split = ",",
      description = "Sections to run, of: machine, step, pipeline, generator, avro, broker,"
          + " evaluation, startup, growth, pytorch (default: all but pytorch).")
  private List<String> only = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds that are kept of every measurement (default: " + ROUNDS + ").")
  private Integer rounds;

  @Option(
      names = "--quick",
      description = "Make everything tiny, to see that it works; the numbers mean nothing.")
  private boolean quick;

  @Option(
      names = "--against-pytorch",
      arity = "0..1",
      paramLabel = "PYTHON",
      fallbackValue = "",
      description = "Compare the step with plain PyTorch too, by this Python (default: the first"
          + " python3 that has torch) and without any.")
  private String python;

  @Option(
      names = "--jmh",
      arity = "0..1",
      paramLabel = "NAME",
      fallbackValue = "",
      description = "Run the micro-benchmarks by JMH instead, those whose name contains a regular"
          + " expression; --rounds is their number of processes.")
  private String micro;

  @Mixin
  private ComputeOptions compute;

  @Option(names = "--json", description = "Print JSON in place of the table.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (micro != null) {
      MicroBenchmarks.run(micro, rounds(), quick);
      return ExitCode.DONE;
    }
    List<Section> sections = sections();
    int threads = compute.threads();
    Logs.quiet();
    List<SectionReport> reports = new ArrayList<>();
    try (Scratch scratch = Scratch.create()) {
      Setting setting = new Setting(
          rounds(),
          quick,
          compute.device(),
          threads,
          Optional.ofNullable(python).filter(each -> !each.isEmpty()),
          scratch.directory(),
          new BenchSurroundings(),
          this::progress);
      new Bench(setting).run(sections, report -> {
        reports.add(report);
        show(report);
      });
    }
    if (json) {
      out().println(Json.text(ReportFields.of(reports)));
    }
    boolean failed = reports.stream().anyMatch(report -> report.failure().isPresent());
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private List<Section> sections() {
    if (python == null || only.contains(PYTORCH)) {
      return Bench.sections(only);
    }
    List<String> names = new ArrayList<>(only);
    if (only.isEmpty()) {
      names.addAll(Bench.names());
    }
    names.add(PYTORCH);
    return Bench.sections(names);
  }

  private int rounds() {
    int otherwise = quick ? 1 : ROUNDS;
    int wanted = rounds == null ? otherwise : rounds;
    if (wanted < 1) {
      throw new IllegalArgumentException("--rounds must be at least 1, was " + wanted);
    }
    return wanted;
  }

  private void show(SectionReport report) {
    if (!json) {
      out().println(ReportTable.of(report));
      out().flush();
    }
  }
}
