package doublegrok.local.command;

import doublegrok.control.Command.Fork;
import doublegrok.log.RecordKeys;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Starts a run from a checkpoint of another. */
@CommandLine.Command(
    name = "fork",
    description = "Start a run from a checkpoint of another, with the moments of its optimizer.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok fork demo --at-step 1500 --as demo-b --set swaps=[]",
      "  doublegrok fork demo --at-step 1500 --as demo-c --set distribution.tasks=8",
      "  doublegrok demo --run demo-b       (trains it)"
    })
final class ForkCommand extends OrderCommand {
  @Option(
      names = "--at-step",
      paramLabel = "N",
      required = true,
      description = "Step of the checkpoint to begin at.")
  private long step;

  @Option(names = "--as", paramLabel = "NEW", required = true, description = "Name of the new run.")
  private String child;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Changes one key of the run spec from there on; may be given several times.",
        "Keys below 'distribution' begin with the new run's first batch."
      })
  private List<String> changes = new ArrayList<>();

  @Override
  String subject(String parent) {
    return child;
  }

  @Override
  Fork order() {
    RecordKeys.checkedRunName(child);
    if (step < 0) {
      throw new IllegalArgumentException("--at-step must be at least 0, was " + step);
    }
    return new Fork(child, step, changes);
  }
}
