package doublegrok.local.command;

import doublegrok.generator.GeneratorApp;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.StopSignal;
import picocli.CommandLine;

/** Runs the generator service. */
@CommandLine.Command(
    name = "generator",
    description = "Run the generator: it publishes the batches that trainers demand.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok generator --bootstrap kafka:9092")
final class GeneratorCommand extends ServiceCommand {
  @Override
  public Integer call() throws InterruptedException {
    DataDirectory data = data();
    try (StopSignal stop = StopSignal.open();
        GeneratorApp app = GeneratorApp.start(kafkaOptions.read(data), state(data, "generator"))) {
      return serve(stop, app.failure());
    }
  }
}
