package doublegrok.local.command;

import doublegrok.local.check.Cores;
import doublegrok.local.command.common.ComputeOptions;
import doublegrok.local.command.common.EndpointOptions;
import doublegrok.local.command.common.TrainingOptions;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.StopSignal;
import doublegrok.status.Endpoint;
import doublegrok.status.ServiceHealth;
import doublegrok.trainer.TrainerApp;
import doublegrok.trainer.TrainerSettings;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a trainer. */
@CommandLine.Command(
    name = "trainer",
    description = "Train one run, from its newest checkpoint to its last step.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok trainer --run alpha --bootstrap kafka:9092 --device cuda")
final class TrainerCommand extends ServiceCommand {
  @Option(names = "--run", paramLabel = "RUN", required = true, description = "The run to train.")
  private String run;

  @Mixin
  private TrainingOptions training;

  @Mixin
  private ComputeOptions compute;

  @Mixin
  private EndpointOptions endpointOptions;

  @Override
  public Integer call() throws InterruptedException {
    Endpoint endpoint = endpointOptions.read(EndpointOptions.TRAINER, System.getenv());
    DataDirectory data = data();
    TrainerSettings settings = new TrainerSettings(
        kafkaOptions.read(data),
        run,
        data.checkpoints(),
        compute.training(Cores.here().number(), training.precision()),
        training.untilStep(),
        training.acceptOtherSettings());
    try (StopSignal stop = StopSignal.open();
        TrainerApp app =
            TrainerApp.start(settings, ServiceHealth.ofProcess(), Optional.of(endpoint))) {
      app.statusUrl().ifPresent(this::tellMetrics);
      return serve(stop, app.result());
    }
  }
}
