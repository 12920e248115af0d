package doublegrok.local.command;

import doublegrok.evaluator.EvaluatorApp;
import doublegrok.evaluator.EvaluatorSettings;
import doublegrok.evaluator.page.PageSettings;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.StopSignal;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an evaluator. */
@CommandLine.Command(
    name = "evaluator",
    description = "Run the evaluator: it evaluates checkpoints and serves the page and /metrics.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok evaluator --bootstrap kafka:9092 --port 8642")
final class EvaluatorCommand extends ServiceCommand {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8642",
      description = "Port of the page, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = {
        "Address that the page listens on (default: ${DEFAULT-VALUE}).",
        "Another address than this machine's own needs a token."
      })
  private String host;

  @Mixin
  private TokenOptions token;

  @Mixin
  private StateOptions stateOptions;

  @Mixin
  private ComputeOptions compute;

  @Override
  public Integer call() throws InterruptedException {
    PageSettings page = page(System.getenv());
    DataDirectory data = data();
    EvaluatorSettings settings = new EvaluatorSettings(
        kafkaOptions.read(data),
        data.checkpoints(),
        stateOptions.of(data, "evaluator"),
        compute.device(),
        compute.threads(),
        Optional.of(page));
    try (StopSignal stop = StopSignal.open();
        EvaluatorApp app = EvaluatorApp.start(settings)) {
      app.pageUrl().ifPresent(out()::println);
      return serve(stop, app.failure());
    }
  }

  private PageSettings page(Map<String, String> environment) {
    PageSettings here = PageSettings.local(port);
    return token.read(environment).map(here::guardedBy).orElse(here).onHost(host);
  }
}
