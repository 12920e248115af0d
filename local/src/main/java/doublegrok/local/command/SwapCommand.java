package doublegrok.local.command;

import doublegrok.control.Command.Swap;
import doublegrok.local.command.common.SpecFile;
import doublegrok.spec.DistributionChanges;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Changes the data distribution of a run while it trains. */
@CommandLine.Command(
    name = "swap",
    description = "Change the data distribution of a run from a batch on.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok swap demo --set distribution.tasks=8",
      "  doublegrok swap demo --set distribution.label_noise=0.1 --at-batch 1200"
    })
final class SwapCommand extends OrderCommand {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A key below 'distribution' and its new value; may be given several times.")
  private List<String> changes = new ArrayList<>();

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "The keys and their new values, as a YAML file.")
  private Path file;

  @Option(
      names = "--at-batch",
      paramLabel = "N",
      description = "First batch that has them (default: the first that is not yet produced).")
  private Long atBatch;

  @Override
  Swap order() {
    if (file == null && changes.isEmpty()) {
      throw new IllegalArgumentException(
          "a swap must change something; give --set distribution.KEY=VALUE or --spec FILE");
    }
    if (atBatch != null && atBatch < 1) {
      throw new IllegalArgumentException("--at-batch must be at least 1, was " + atBatch);
    }
    Map<String, String> parsed = DistributionChanges.parse(
        file == null ? "" : SpecFile.read(file),
        file == null ? "of the command line" : file.toString(),
        changes);
    OptionalLong at = atBatch == null ? OptionalLong.empty() : OptionalLong.of(atBatch);
    return new Swap(parsed, at);
  }
}
