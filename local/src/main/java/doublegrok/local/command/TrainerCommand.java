package doublegrok.local.command;

import doublegrok.local.process.StopSignal;
import doublegrok.trainer.TrainerApp;
import doublegrok.trainer.TrainerSettings;
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

  @Override
  public Integer call() throws InterruptedException {
    TrainerSettings settings = new TrainerSettings(
        kafkaOptions.read(),
        run,
        data().checkpoints(),
        compute.device(),
        compute.threads(),
        training.untilStep(),
        training.acceptOtherSettings());
    try (StopSignal stop = StopSignal.open();
        TrainerApp app = TrainerApp.start(settings)) {
      return serve(stop, app.result());
    }
  }
}
