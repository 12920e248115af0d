package doublegrok.local.command;

import doublegrok.local.check.Cores;
import doublegrok.local.command.common.ComputeOptions;
import doublegrok.local.command.common.EndpointOptions;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.PrecisionOptions;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.StopSignal;
import doublegrok.status.Endpoint;
import doublegrok.status.ServiceHealth;
import doublegrok.trainer.worker.WorkerApp;
import doublegrok.trainer.worker.WorkerSettings;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a worker. */
@CommandLine.Command(
    name = "worker",
    description = {
      "Train whichever runs of sweeps are offered, until stopped.",
      "SIGTERM and SIGUSR1 give them back, each with a checkpoint; the exit code is then 75."
    },
    footerHeading = "%nExample:%n",
    footer = "  doublegrok worker --slots 2 --bootstrap kafka:9092 --dir /shared/doublegrok-data")
final class WorkerCommand extends ServiceCommand {
  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs to train at once (default: ${DEFAULT-VALUE}).")
  private int slots;

  @Option(
      names = "--idle",
      paramLabel = "SECONDS",
      description = "End after so long with nothing to do (default: never).")
  private Integer idleSeconds;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "25",
      description = {
        "Time to give runs back in (default: ${DEFAULT-VALUE}; less than the 30 that Kubernetes,",
        "and as much as a batch system, leaves between asking and killing)."
      })
  private int graceSeconds;

  @Mixin
  private PrecisionOptions training;

  @Mixin
  private ComputeOptions compute;

  @Mixin
  private EndpointOptions endpointOptions;

  @Override
  public Integer call() throws InterruptedException {
    Endpoint endpoint = endpointOptions.read(EndpointOptions.WORKER, System.getenv());
    Duration grace = seconds("--grace", graceSeconds);
    DataDirectory data = data();
    WorkerSettings settings = new WorkerSettings(
        kafkaOptions.read(data),
        WorkerName.here(),
        data.checkpoints(),
        compute.training(Cores.here().among(slots), training.precision()),
        slots,
        training.acceptOtherSettings(),
        Optional.ofNullable(idleSeconds).map(asked -> seconds("--idle", asked)));
    try (StopSignal stop = StopSignal.givingBack(grace.plus(StopSignal.GRACE));
        WorkerApp app =
            WorkerApp.start(settings, grace, ServiceHealth.ofProcess(), Optional.of(endpoint))) {
      app.statusUrl().ifPresent(this::tellMetrics);
      int code = serve(stop, app.end());
      if (code == ExitCode.GIVEN_BACK) {
        progress("Giving back what is being trained; another worker goes on with it.");
      }
      return code;
    }
  }

  private static Duration seconds(String option, int number) {
    if (number < 1) {
      throw new IllegalArgumentException("%s must be at least 1, was %d".formatted(option, number));
    }
    return Duration.ofSeconds(number);
  }
}
