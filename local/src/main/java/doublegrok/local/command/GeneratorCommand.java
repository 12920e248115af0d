package doublegrok.local.command;

import doublegrok.generator.GeneratorApp;
import doublegrok.local.command.common.EndpointOptions;
import doublegrok.local.command.common.StateOptions;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.StopSignal;
import doublegrok.status.Endpoint;
import doublegrok.status.ServiceHealth;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Runs the generator service. */
@CommandLine.Command(
    name = "generator",
    description = "Run the generator: it publishes the batches that trainers demand.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok generator --bootstrap kafka:9092")
final class GeneratorCommand extends ServiceCommand {
  @Mixin
  private StateOptions stateOptions;

  @Mixin
  private EndpointOptions endpointOptions;

  @Override
  public Integer call() throws InterruptedException {
    Endpoint endpoint = endpointOptions.read(EndpointOptions.GENERATOR, System.getenv());
    DataDirectory data = data();
    try (StopSignal stop = StopSignal.open();
        GeneratorApp app = GeneratorApp.start(
            kafkaOptions.read(data),
            stateOptions.or(data.state("generator")),
            ServiceHealth.ofProcess(),
            Optional.of(endpoint))) {
      app.statusUrl().ifPresent(this::tellMetrics);
      return serve(stop, app.failure());
    }
  }
}
