package doublegrok.local.command.sweep;

import doublegrok.local.check.Cores;
import doublegrok.local.check.FreePort;
import doublegrok.local.check.NativeLibraries;
import doublegrok.local.check.OpenFiles;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ComputeOptions;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.pipeline.SweepPipeline;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.Logs;
import doublegrok.local.process.StopSignal;
import doublegrok.log.TopicAdmin;
import doublegrok.spec.RunSpecs;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.log.SweepControl;
import doublegrok.task.families.Families;
import doublegrok.trainer.compute.ComputeSettings;
import doublegrok.viewer.page.PageSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a sweep, on a cluster or in this process. */
@CommandLine.Command(
    name = "start",
    description = {
      "Start a sweep: all its runs are checked, then workers train them.",
      "With --local everything runs in this process; the same command goes on after Ctrl-C."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok sweep start --preset smoke --local",
      "  doublegrok sweep start mine.yaml --bootstrap kafka:9092"
    })
final class StartSweepCommand extends Command {
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);

  @Mixin
  private SweepFileOptions sweepOptions;

  @Mixin
  private ClusterOptions clusterOptions;

  @Mixin
  private ComputeOptions compute;

  @Option(
      names = "--local",
      description = "Run broker, generator, evaluator, page and workers in this process.")
  private boolean local;

  @Option(names = "--dry-run", description = "Check, measure and tell, and start nothing.")
  private boolean dryRun;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Runs to train at once with --local (default: as many as are found best).")
  private Integer slots;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8642",
      description =
          "Port of the page with --local, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--no-page", description = "Serve no page.")
  private boolean noPage;

  @Option(names = "--stay", description = "Keep serving the page at the end, until Ctrl-C.")
  private boolean stay;

  @Override
  public Integer call() throws InterruptedException {
    String name = sweepOptions.name();
    Families families = clusterOptions.families();
    SweepPlan plan = sweepOptions.plan(families);
    if (local) {
      return local(name, plan, families);
    }
    Logs.quiet();
    estimate(plan, families);
    if (dryRun) {
      return ExitCode.DONE;
    }
    try (Cluster cluster = clusterOptions.commanding()) {
      TopicAdmin.ensureTopics(cluster.kafka(), TOPICS_WITHIN);
      SweepControl control = new SweepControl(cluster.kafka(), Clock.systemUTC());
      out().println(OrderSweepCommand.told(name, control.start(name, plan)));
      return ExitCode.DONE;
    }
  }

  /** Where nothing can be computed, as in an image without PyTorch, a sweep can still start. */
  private void estimate(SweepPlan plan, Families families) {
    try {
      progress(
          SweepEstimate.of(plan, new RunSpecs(families), compute.device()).sentence(plan.atOnce()));
    } catch (LinkageError | RuntimeException notHere) {
      progress("%d runs; how long they take cannot be measured here (%s)."
          .formatted(plan.runs().size(), notHere.getClass().getSimpleName()));
    }
  }

  private int local(String name, SweepPlan plan, Families families) throws InterruptedException {
    if (!noPage) {
      new FreePort(port, "--port").require();
    }
    OpenFiles.here().require();
    NativeLibraries.here().require();
    DataDirectory data =
        clusterOptions.data().forBroker().prepare(DataDirectory.MINIMUM_FREE_BYTES);
    Logs.toFileInstead(data.logFile());
    SweepEstimate estimate = SweepEstimate.of(plan, new RunSpecs(families), compute.device());
    int chosen = Optional.ofNullable(slots).orElseGet(() -> {
      var suiting = estimate.slots(Cores.here().number());
      progress("Runs: " + suiting.sentence());
      return suiting.slots();
    });
    int atOnce = plan.atOnce() == 0 ? chosen : Math.min(chosen, plan.atOnce());
    progress(estimate.sentence(atOnce));
    if (dryRun) {
      return ExitCode.DONE;
    }
    progress("Starting broker, generator, evaluator and workers; data and logs in " + data.root());
    ComputeSettings computing = compute.training(Cores.here().among(chosen), Optional.empty());
    SweepPipeline.Settings settings = new SweepPipeline.Settings(
        data,
        families,
        noPage ? Optional.empty() : Optional.of(PageSettings.local(port)),
        computing,
        chosen);
    try (StopSignal stop = StopSignal.open();
        SweepPipeline pipeline = SweepPipeline.start(settings)) {
      progress(OrderSweepCommand.told(name, pipeline.control().start(name, plan)));
      pipeline
          .pageUrl()
          .ifPresent(
              url -> progress("Watch sweep '%s' at %ssweeps?sweep=%s".formatted(name, url, name)));
      return new SweepWatch(this, pipeline, stop, name).watch(stay);
    }
  }
}
