package doublegrok.local.command;

import doublegrok.generator.LogAudit;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.log.RecordKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes every batch of a run again and compares it with the log. */
@CommandLine.Command(
    name = "verify",
    description = {
      "Make every batch of a run again from its spec and swaps, and compare it with the log.",
      "The exit code is 1 if one differs; the first is named."
    },
    footerHeading = "%nExample:%n",
    footer = "  doublegrok verify demo")
final class VerifyCommand extends Command {
  @Parameters(paramLabel = "RUN", description = "Name of the run.")
  private String run;

  @Mixin
  private ClusterOptions clusterOptions;

  @Option(names = "--json", description = "Print the finding as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    RecordKeys.checkedRunName(run);
    Logs.quiet();
    try (Cluster cluster = clusterOptions.reading()) {
      LogAudit.Finding finding = new LogAudit(cluster.kafka()).audit(run);
      out().println(json ? Json.text(fields(finding)) : finding.inWords());
      return finding.difference().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private static Map<String, Object> fields(LogAudit.Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", finding.run());
    fields.put("batches", finding.batches());
    fields.put("first_batch", finding.batches() == 0 ? null : finding.first());
    fields.put("last_batch", finding.batches() == 0 ? null : finding.last());
    fields.put("distributions", finding.distributions());
    fields.put("difference", finding.difference().orElse(null));
    return fields;
  }
}
