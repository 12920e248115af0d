package doublegrok.local.command;

import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.RunFields;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.local.terminal.RunTable;
import doublegrok.log.RecordKeys;
import doublegrok.viewer.stream.LogView;
import doublegrok.viewer.view.RunDetails;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows where a run stands. */
@CommandLine.Command(
    name = "show",
    description = "Show where a run stands, whether it is training or has ended.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok show demo --json")
final class ShowCommand extends Command {
  @Parameters(paramLabel = "RUN", description = "Name of the run.")
  private String run;

  @Mixin
  private ClusterOptions clusterOptions;

  @Option(names = "--json", description = "Print everything as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    RecordKeys.checkedRunName(run);
    Logs.quiet();
    try (Cluster cluster = clusterOptions.reading()) {
      RunDetails details =
          new LogView(cluster.kafka()).run(run).orElseThrow(() -> RefusedException.unknownRun(run));
      out().print(json ? Json.text(RunFields.of(details)) + "\n" : RunTable.of(details));
      return ExitCode.DONE;
    }
  }
}
