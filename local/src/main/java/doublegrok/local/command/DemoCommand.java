package doublegrok.local.command;

import doublegrok.local.check.Cores;
import doublegrok.local.check.FreePort;
import doublegrok.local.check.NativeLibraries;
import doublegrok.local.check.OpenFiles;
import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ComputeOptions;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.FamilyOptions;
import doublegrok.local.command.common.SpecOptions;
import doublegrok.local.command.common.TrainingOptions;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.local.pipeline.PipelineSettings;
import doublegrok.local.process.ClockWatch;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.Logs;
import doublegrok.local.process.StopSignal;
import doublegrok.local.terminal.LiveStatus;
import doublegrok.local.terminal.RunReport;
import doublegrok.log.RecordKeys;
import doublegrok.model.PrecisionChoice;
import doublegrok.spec.RunSpec;
import doublegrok.viewer.page.PageSettings;
import doublegrok.viewer.view.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything in one process: broker, generator, trainer, evaluator and page. */
@CommandLine.Command(
    name = "demo",
    description = "Run the whole pipeline in this process and watch a transformer learn.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok demo",
      "  doublegrok demo --preset smoke --set seed=3 --run smoke-3",
      "  doublegrok demo --until-step 4000 --stay"
    })
final class DemoCommand extends Command {
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration EVALUATED_WITHIN = Duration.ofMinutes(2);
  private static final String PRESET = "demo";

  @Mixin
  private SpecOptions specOptions;

  @Mixin
  private FamilyOptions familyOptions;

  @Mixin
  private ComputeOptions compute;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Name of the run (default: the preset's).")
  private String run;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = DataDirectory.DEFAULT,
      description = "Where everything is kept (default: ${DEFAULT-VALUE}); run again to go on.")
  private Path directory;

  @Mixin
  private TrainingOptions training;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8642",
      description = "Port of the page, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--no-page", description = "Serve no page.")
  private boolean noPage;

  @Option(names = "--stay", description = "Keep serving the page at the end, until Ctrl-C.")
  private boolean stay;

  @Override
  public Integer call() throws InterruptedException {
    RunSpec spec = specOptions.read(PRESET, familyOptions.read());
    String name = RecordKeys.checkedRunName(run == null ? specOptions.runName(PRESET) : run);
    OptionalLong until = training.untilStep();
    int evaluating = compute.threads();
    Optional<PrecisionChoice> precision = training.precision();
    if (!noPage) {
      new FreePort(port, "--port").require();
    }
    OpenFiles.here().require();
    NativeLibraries.here().require();
    DataDirectory data =
        new DataDirectory(directory).forBroker().prepare(DataDirectory.MINIMUM_FREE_BYTES);
    Logs.toFileInstead(data.logFile());
    PipelineSettings settings = new PipelineSettings(
        data,
        name,
        familyOptions.read(),
        noPage ? Optional.empty() : Optional.of(PageSettings.local(port)),
        compute.training(Cores.here().shared(), precision),
        evaluating,
        until,
        training.acceptOtherSettings());
    progress("Starting broker, generator, trainer and evaluator; data and logs in %s"
        .formatted(data.root()));
    try (StopSignal stop = StopSignal.open();
        LocalPipeline pipeline = specOptions.given()
            ? LocalPipeline.start(settings, spec)
            : LocalPipeline.startOrGoOn(settings, spec)) {
      pipeline
          .pageUrl()
          .ifPresent(url -> progress("Watch run '%s' at %s?run=%s".formatted(name, url, name)));
      return watch(pipeline, stop, name, until, data);
    }
  }

  private int watch(
      LocalPipeline pipeline, StopSignal stop, String name, OptionalLong until, DataDirectory data)
      throws InterruptedException {
    LiveStatus status = new LiveStatus(err(), isTerminal(), name, until, System::nanoTime);
    ClockWatch clock = ClockWatch.ofMachine();
    boolean pastIsKnown = false;
    Subscription updates = pipeline.views().subscribe(status::take);
    try {
      while (!pipeline.training().isDone() && !stop.await(LOOK_EVERY)) {
        refuseIfFailed(pipeline);
        clock.setBack().ifPresent(status::say);
        if (!pastIsKnown && pipeline.views().ready()) {
          pipeline.history().ifPresent(status::take);
          pastIsKnown = true;
        }
        status.draw();
      }
      if (!stop.isRequested()) {
        awaitEvaluation(pipeline, stop, lastStep(pipeline));
      }
    } finally {
      updates.close();
    }
    if (stop.isRequested()) {
      status.say("Stopping; the same command goes on from the newest checkpoint.");
      return stop.exitCode();
    }
    status.say("");
    pipeline.history().ifPresent(history -> out().print(RunReport.of(history, data.root())));
    out().flush();
    if (stay) {
      pipeline
          .pageUrl()
          .ifPresent(url -> progress("The page stays at %s until Ctrl-C.".formatted(url)));
      while (!stop.await(LOOK_EVERY)) {
        refuseIfFailed(pipeline);
      }
    }
    return ExitCode.DONE;
  }

  private static long lastStep(LocalPipeline pipeline) {
    try {
      return pipeline.training().join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failure.getCause() instanceof Error cause) {
        throw cause;
      }
      throw failure;
    }
  }

  /** The trainer is done before its last checkpoint is evaluated. */
  private static void awaitEvaluation(LocalPipeline pipeline, StopSignal stop, long step)
      throws InterruptedException {
    long until = System.nanoTime() + EVALUATED_WITHIN.toNanos();
    while (System.nanoTime() < until && !pipeline.settled(step) && !stop.await(LOOK_EVERY)) {
      refuseIfFailed(pipeline);
    }
  }

  private static void refuseIfFailed(LocalPipeline pipeline) {
    pipeline.failure().ifPresent(reason -> {
      throw new RefusedException(reason + "; the log in --dir tells more");
    });
  }
}
