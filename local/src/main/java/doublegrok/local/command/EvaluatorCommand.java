package doublegrok.local.command;

import doublegrok.evaluator.EvaluatorApp;
import doublegrok.evaluator.EvaluatorSettings;
import doublegrok.local.command.common.ComputeOptions;
import doublegrok.local.command.common.PageOptions;
import doublegrok.local.command.common.StateOptions;
import doublegrok.local.pipeline.EvaluatorWithViewer;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.StopSignal;
import doublegrok.status.Endpoint;
import doublegrok.status.ServiceHealth;
import doublegrok.viewer.ViewerSettings;
import doublegrok.viewer.page.PageSettings;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command that runs an evaluator, and a viewer beside it. */
@CommandLine.Command(
    name = "evaluator",
    description = "Run the evaluator: it evaluates checkpoints and serves the page and /metrics.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok evaluator --bootstrap kafka:9092 --port 8642",
      "  doublegrok evaluator --bootstrap kafka:9092 --no-view"
    })
final class EvaluatorCommand extends ServiceCommand {
  @Option(
      names = "--no-view",
      description = {
        "Evaluate only: no page, and --port is that of /metrics, /healthz and /readyz.",
        "'doublegrok viewer' serves the page of any number of evaluators."
      })
  private boolean withoutView;

  @Mixin
  private PageOptions page;

  @Mixin
  private StateOptions stateOptions;

  @Mixin
  private ComputeOptions compute;

  @Override
  public Integer call() throws InterruptedException {
    return withoutView ? evaluate() : evaluateAndShow();
  }

  private int evaluate() throws InterruptedException {
    Endpoint endpoint = page.read(System.getenv()).endpoint();
    EvaluatorSettings settings = settings(data());
    try (StopSignal stop = StopSignal.open();
        EvaluatorApp app =
            EvaluatorApp.start(settings, ServiceHealth.ofProcess(), Optional.of(endpoint))) {
      app.statusUrl().ifPresent(this::tellMetrics);
      return serve(stop, app.failure());
    }
  }

  private int evaluateAndShow() throws InterruptedException {
    PageSettings shown = page.read(System.getenv());
    DataDirectory data = data();
    EvaluatorSettings settings = settings(data);
    ViewerSettings view =
        new ViewerSettings(settings.kafka(), stateOptions.or(data.viewState()), Optional.of(shown));
    try (StopSignal stop = StopSignal.open();
        EvaluatorWithViewer both =
            EvaluatorWithViewer.start(settings, view, ServiceHealth.ofProcess())) {
      both.pageUrl().ifPresent(out()::println);
      return serve(stop, both.failure());
    }
  }

  private EvaluatorSettings settings(DataDirectory data) {
    return new EvaluatorSettings(
        kafkaOptions.read(data), data.checkpoints(), compute.device(), compute.threads());
  }
}
