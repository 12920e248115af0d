package doublegrok.local.command;

import doublegrok.local.command.common.PageOptions;
import doublegrok.local.command.common.StateOptions;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.StopSignal;
import doublegrok.status.ServiceHealth;
import doublegrok.viewer.ViewerApp;
import doublegrok.viewer.ViewerSettings;
import doublegrok.viewer.page.PageSettings;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Command that runs a viewer. */
@CommandLine.Command(
    name = "viewer",
    description = {
      "Run a viewer: it serves the page and /metrics of all runs, and sends alerts.",
      "It needs no PyTorch; evaluators that run with --no-view do the evaluations."
    },
    footerHeading = "%nExample:%n",
    footer = "  doublegrok viewer --bootstrap kafka:9092 --port 8642")
final class ViewerCommand extends ServiceCommand {
  @Mixin
  private PageOptions page;

  @Mixin
  private StateOptions stateOptions;

  @Override
  public Integer call() throws InterruptedException {
    PageSettings shown = page.read(System.getenv());
    DataDirectory data = data();
    ViewerSettings settings = new ViewerSettings(
        kafkaOptions.read(data), stateOptions.or(data.viewState()), Optional.of(shown));
    try (StopSignal stop = StopSignal.open();
        ViewerApp viewer = ViewerApp.start(settings, ServiceHealth.ofProcess())) {
      viewer.pageUrl().ifPresent(out()::println);
      return serve(stop, viewer.failure());
    }
  }
}
