package doublegrok.local.command.sweep;

import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.local.terminal.SweepTable;
import doublegrok.viewer.stream.LogView;
import doublegrok.viewer.view.SweepFields;
import doublegrok.viewer.view.SweepOverview;
import doublegrok.viewer.view.SweepSummary;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows sweeps. */
@CommandLine.Command(
    name = "show",
    description = "List the sweeps, or show one: its phase diagram, and where its runs stand.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok sweep show mine --bootstrap kafka:9092")
final class ShowSweepCommand extends Command {
  @Parameters(arity = "0..1", paramLabel = "SWEEP", description = "Name of the sweep.")
  private Optional<String> sweep = Optional.empty();

  @Mixin
  private ClusterOptions clusterOptions;

  @Option(names = "--json", description = "Print everything as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Logs.quiet();
    try (Cluster cluster = clusterOptions.reading()) {
      LogView view = new LogView(cluster.kafka());
      if (sweep.isEmpty()) {
        List<SweepSummary> all = view.sweeps().stream().map(SweepSummary::of).toList();
        out().print(json ? Json.text(SweepFields.of(all)) + "\n" : SweepTable.of(all));
      } else {
        SweepOverview one = view.sweep(sweep.get())
            .orElseThrow(() -> new IllegalArgumentException(
                "sweep '%s' does not exist; 'doublegrok sweep show' lists those that do"
                    .formatted(sweep.get())));
        out().print(json ? Json.text(SweepFields.of(one)) + "\n" : SweepTable.of(one));
      }
      return ExitCode.DONE;
    }
  }
}
