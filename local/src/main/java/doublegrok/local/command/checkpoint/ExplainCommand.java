package doublegrok.local.command.checkpoint;

import doublegrok.control.Counterfactual;
import doublegrok.control.LiveManifests;
import doublegrok.local.check.Cores;
import doublegrok.local.check.FreeDiskSpace;
import doublegrok.local.check.NativeLibraries;
import doublegrok.local.check.RefusedException;
import doublegrok.local.command.checkpoint.ForkTraining.Trained;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ComputeOptions;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.Logs;
import doublegrok.local.process.StopSignal;
import doublegrok.log.RecordKeys;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import doublegrok.record.CheckpointManifest;
import doublegrok.spec.RunSpecs;
import doublegrok.store.StoreException;
import doublegrok.trainer.compute.ComputeSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers what a change would have done: forks a run before an event, and compares the forks. */
@CommandLine.Command(
    name = "explain",
    description = {
      "Fork a run before an event into an unchanged twin and changed runs, train all of them in"
          + " this process, and tell what each change does.",
      "Effects are paired: all forks answer the same questions, and which of these each got right"
          + " is known."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok explain demo --at ood-generalisation",
      "  doublegrok explain demo --at 1500 --with optimizer.weight_decay=0 --for 400",
      "  doublegrok explain demo --at 1500 --coefficient",
      "  doublegrok explain demo --at 1500 --plan"
    })
public final class ExplainCommand extends Command {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final long MB = 1_000_000;

  @Parameters(paramLabel = "RUN", description = "Name of the run.")
  private String run;

  @Option(
      names = "--at",
      paramLabel = "STEP|TRANSITION",
      required = true,
      description = "A step, or a transition of the run, for example ood-generalisation: the forks"
          + " begin with the newest checkpoint before it that is kept.")
  private String at;

  @Option(
      names = "--with",
      paramLabel = "KEY=VALUE",
      description = "A change, which makes a fork of its own; may be given several times (default:"
          + " a quarter of the weight decay, more tasks, twice the learning rate).")
  private List<String> with = new ArrayList<>();

  @Option(
      names = "--for",
      paramLabel = "N",
      description = "Steps that each fork is trained (default: twice the way from the checkpoint to"
          + " the event, of four checkpoints at least).")
  private Long steps;

  @Option(
      names = "--at-most",
      paramLabel = "N",
      defaultValue = "4",
      description = "Most runs that may be made, the twin included (default: ${DEFAULT-VALUE}).")
  private int mostRuns;

  @Option(
      names = "--disk",
      paramLabel = "MB",
      defaultValue = "2000",
      description = "Most disk that they may take, in MB (default: ${DEFAULT-VALUE}).")
  private long mostMb;

  @Option(
      names = "--as",
      paramLabel = "PREFIX",
      defaultValue = "",
      description = "What the forks' names begin with (default: RUN-explain-STEP).")
  private String prefix;

  @Option(names = "--plan", description = "Only tell what would be made, and what it costs.")
  private boolean planOnly;

  @Option(
      names = "--coefficient",
      description = "Tell the effect on the learning coefficient too, which takes as long as some"
          + " 1,300 steps for each run.")
  private boolean coefficient;

  @Mixin
  private ComputeOptions compute;

  @Mixin
  private ClusterOptions clusterOptions;

  @Option(names = "--json", description = "Print everything as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    RecordKeys.checkedRunName(run);
    ExplainPlan.Bounds bounds = bounds();
    ComputeSettings settings = compute.training(Cores.here().number(), Optional.empty());
    NativeLibraries.here().require();
    Logs.quiet();
    try (StopSignal stop = StopSignal.open();
        Cluster cluster = planOnly ? clusterOptions.reading() : clusterOptions.commanding()) {
      RunScan scan = new RunScan(cluster.kafka(), WITHIN);
      List<CheckpointManifest> manifests = scan.all(Topics.CHECKPOINTS, run);
      if (manifests.isEmpty() && scan.all(Topics.CONTROL, run).isEmpty()) {
        throw RefusedException.unknownRun(run);
      }
      Occasion occasion = Occasion.of(at, run, scan.all(Topics.EVENTS, run));
      SoundCheckpoints sound = sound();
      CheckpointManifest from =
          occasion.checkpoint(run, new LiveManifests(manifests), each -> isSound(each, sound));
      ExplainPlan plan = ExplainPlan.of(
          from,
          specs().parse(from.getSpec(), "run " + run, List.of()),
          occasion.step(),
          changes(),
          bounds);
      if (planOnly) {
        tell(plan);
        return ExitCode.DONE;
      }
      progress(plan.cost());
      ExplainText.of(plan).forEach(this::progress);
      new FreeDiskSpace(
              clusterOptions.data().root(), DataDirectory.MINIMUM_FREE_BYTES + plan.bytes())
          .require();
      ForkTraining training =
          new ForkTraining(cluster.kafka(), clusterOptions.data().checkpoints(), settings);
      Optional<Map<Counterfactual, Trained>> trained = trained(plan, training, stop);
      if (trained.isEmpty()) {
        progress("Stopping; the same command goes on with what is trained.");
        return stop.exitCode();
      }
      List<CheckpointManifest> twins = scan.all(Topics.CHECKPOINTS, plan.twin().name());
      Explained explained = new Explained(
          plan,
          occasion,
          Continuation.of(from.getStep(), manifests, twins),
          compared(plan, trained.get(), manifests, settings.device()));
      record(explained, trained.get(), new EffectRecords(cluster.kafka(), Clock.systemUTC()));
      plan.forks().forEach(fork -> training.end(fork, plan.until()));
      out().print(json ? Json.text(ExplainFields.of(explained)) + "\n" : ExplainText.of(explained));
      return ExitCode.DONE;
    }
  }

  /** So that the page tells them too, and whoever comes later. */
  private static void record(
      Explained explained, Map<Counterfactual, Trained> trained, EffectRecords records)
      throws InterruptedException {
    for (Compared each : explained.compared()) {
      Optional<CheckpointManifest> last = trained.values().stream()
          .flatMap(fork -> fork.last().stream())
          .filter(manifest -> manifest.getRun().equals(each.run()))
          .findFirst();
      if (last.isPresent()) {
        records.publish(explained.plan(), each, last.get());
      }
    }
  }

  private ExplainPlan.Bounds bounds() {
    if (steps != null && steps < 1) {
      throw new IllegalArgumentException("--for must be at least 1, was " + steps);
    }
    if (mostRuns < 2) {
      throw new IllegalArgumentException(
          "--at-most must be at least 2, the twin and a changed run, was " + mostRuns);
    }
    if (mostMb < 1) {
      throw new IllegalArgumentException("--disk must be at least 1 MB, was " + mostMb);
    }
    OptionalLong window = steps == null ? OptionalLong.empty() : OptionalLong.of(steps);
    return new ExplainPlan.Bounds(window, prefix, mostRuns, mostMb * MB);
  }

  private List<List<String>> changes() {
    return with.stream().map(List::of).toList();
  }

  private RunSpecs specs() {
    return new RunSpecs(clusterOptions.families());
  }

  private SoundCheckpoints sound() {
    return new SoundCheckpoints(clusterOptions.checkpoints(), this::progress);
  }

  private boolean isSound(CheckpointManifest each, SoundCheckpoints sound) {
    try {
      sound.weights(each);
      return true;
    } catch (StoreException damaged) {
      progress("passing over step %d: %s".formatted(each.getStep(), damaged.getMessage()));
      return false;
    }
  }

  private void tell(ExplainPlan plan) {
    if (json) {
      out().println(Json.text(ExplainFields.of(plan)));
      return;
    }
    out().println(plan.cost());
    ExplainText.of(plan).forEach(out()::println);
  }

  /** Empty if it was asked to stop meanwhile. */
  private Optional<Map<Counterfactual, Trained>> trained(
      ExplainPlan plan, ForkTraining training, StopSignal stop) throws InterruptedException {
    plan.forks().forEach(fork -> training.make(plan, fork));
    Map<Counterfactual, Trained> trained = new LinkedHashMap<>();
    for (Counterfactual fork : plan.forks()) {
      progress("training %s to step %d".formatted(fork.name(), plan.until()));
      Optional<Trained> each = training.train(fork, plan.until(), stop);
      if (each.isEmpty()) {
        return Optional.empty();
      }
      trained.put(fork, each.get());
    }
    return Optional.of(trained);
  }

  private List<Compared> compared(
      ExplainPlan plan,
      Map<Counterfactual, Trained> trained,
      List<CheckpointManifest> manifests,
      DeviceChoice device) {
    Trained twin = trained.get(plan.twin());
    CheckpointManifest last = twin.last()
        .orElseThrow(() -> new RefusedException(
            "the twin '%s' was not trained: %s".formatted(plan.twin().name(), twin.failure())));
    SoundCheckpoints sound = sound();
    TwinComparison comparison =
        new TwinComparison(sound, specs(), last, ComputeDevice.choose(device), coefficient);
    List<Compared> compared = new ArrayList<>();
    new LiveManifests(manifests)
        .at(plan.until())
        .filter(each -> isSound(each, sound))
        .ifPresent(each -> compared.add(comparison.with("the run itself", each)));
    for (Counterfactual fork : plan.forks().subList(1, plan.forks().size())) {
      Trained each = trained.get(fork);
      compared.add(each.last()
          .map(checkpoint -> comparison.with(fork.title(), checkpoint))
          .orElseGet(() -> Compared.failed(fork.name(), fork.title(), each.failure())));
    }
    return compared;
  }
}
