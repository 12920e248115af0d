package doublegrok.local.command;

import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.RunFields;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.local.terminal.RunTable;
import doublegrok.viewer.stream.LogView;
import doublegrok.viewer.view.RunDetails;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the runs. */
@CommandLine.Command(
    name = "runs",
    description = "List the runs, newest first.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok runs --dir doublegrok-data")
final class RunsCommand extends Command {
  @Mixin
  private ClusterOptions clusterOptions;

  @Option(names = "--json", description = "Print everything as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Logs.quiet();
    try (Cluster cluster = clusterOptions.reading()) {
      List<RunDetails> runs = new LogView(cluster.kafka()).runs();
      out()
          .print(
              json
                  ? Json.text(runs.stream().map(RunFields::of).toList()) + "\n"
                  : RunTable.of(runs));
      return ExitCode.DONE;
    }
  }
}
