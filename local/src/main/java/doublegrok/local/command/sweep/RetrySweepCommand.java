package doublegrok.local.command.sweep;

import doublegrok.control.Answer;
import doublegrok.sweep.log.SweepControl;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Offers runs again that have failed. */
@CommandLine.Command(
    name = "retry",
    description = "Offer runs again that have failed too often, as if they never had.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok sweep retry mine mine-layers.2-s1",
      "  doublegrok sweep retry mine --failed"
    })
final class RetrySweepCommand extends OrderSweepCommand {
  @Parameters(index = "1..*", arity = "0..*", paramLabel = "RUN", description = "The runs.")
  private List<String> runs = new ArrayList<>();

  @Option(names = "--failed", description = "All that have failed.")
  private boolean failed;

  @Override
  Answer ordered(SweepControl control, String name) {
    if (failed != runs.isEmpty()) {
      throw new IllegalArgumentException("name the runs to try again, or --failed for all of them");
    }
    return control.retry(name, runs);
  }
}
