package doublegrok.local.command.checkpoint;

import doublegrok.evaluator.probe.Probes;
import doublegrok.evaluator.work.Findings;
import doublegrok.evaluator.work.Subject;
import doublegrok.evaluator.work.WeightsEvaluation;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ComputeOptions;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.SpecOptions;
import doublegrok.local.process.Logs;
import doublegrok.log.RecordKeys;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.ModelWeights;
import doublegrok.record.CheckpointManifest;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.task.FamilyLabels;
import doublegrok.viewer.view.EvaluationPoint;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Evaluates weights from anywhere, or a run's checkpoint once more. */
@CommandLine.Command(
    name = "evaluate",
    description = {
      "Evaluate a file of weights on the sets of a run spec, or a run's checkpoint on its own.",
      "Tells accuracy, loss and what explains them for every set, the spectrum over all of them,"
          + " the phase, and what the references lose. Nothing is written to the log."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok evaluate --weights new.safetensors --spec demo.yaml",
      "  doublegrok evaluate --run demo --at-step 1500 --probes --json",
      "  doublegrok evaluate --run demo --at-step 1500 --probe learning-coefficient \\",
      "      --mean n_beta=[1000,300] --mean chains=3"
    })
public final class EvaluateCommand extends Command {
  private static final List<String> ABOUT_WEIGHTS =
      List.of("--spec", "--preset", "--set", "--distribution-version");
  private static final List<String> ABOUT_RUNS =
      List.of("--at-step", "--dir", "--bootstrap", "--partitions", "--settings");

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Safetensors file of the weights; docs/weights.md explains it.")
  private Path weights;

  @Mixin
  private SpecOptions specOptions;

  @Option(
      names = "--distribution-version",
      paramLabel = "N",
      defaultValue = "0",
      description = "Which of the spec's distributions defines the sets: 0 is that before any swap,"
          + " 1 that after the first (default: ${DEFAULT-VALUE}).")
  private int version;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "A run, whose checkpoint is evaluated, in place of --weights.")
  private String run;

  @Mixin
  private CheckpointOptions checkpointOptions;

  @Mixin
  private ProbeOptions probes;

  @Mixin
  private ComputeOptions compute;

  @Option(names = "--json", description = "Print everything, by shot too, as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    requireOne();
    int threads = compute.threads();
    DeviceChoice choice = compute.device();
    Probes wanted = probes.wanted();
    Candidate candidate = run == null ? file() : checkpoint();
    ModelWeights.requireNumbers(candidate.weights());
    progress("Evaluating %s".formatted(candidate.title()));
    ComputeThreads.use(threads);
    RunSpec asked = probes.applied(candidate.spec(), this::progress);
    Findings findings = new WeightsEvaluation(asked, candidate.version(), wanted)
        .of(
            candidate.subject(),
            candidate.weights(),
            ComputeDevice.choose(choice),
            Clock.systemUTC());
    Evaluated evaluated =
        Evaluated.of(findings, FamilyLabels.of(candidate.spec().family()));
    requireNumbers(candidate, evaluated);
    out()
        .print(
            json
                ? Json.text(EvaluationFields.of(candidate, evaluated)) + "\n"
                : EvaluationText.of(candidate, evaluated));
    return ExitCode.DONE;
  }

  /** Finite weights may be too large to compute with. */
  private static void requireNumbers(Candidate candidate, Evaluated evaluated) {
    for (EvaluationPoint set : evaluated.sets()) {
      if (!Double.isFinite(set.allShots().meanLoss())) {
        throw new IllegalArgumentException(
            ("the model's answers must be numbers, the loss of %s on %s was %s: its weights are too"
                    + " large; take a checkpoint from before")
                .formatted(candidate.name(), set.set(), set.allShots().meanLoss()));
      }
    }
  }

  private void requireOne() {
    if (weights != null && run != null) {
      throw new IllegalArgumentException(
          "--weights and --run exclude each other; give one of them");
    }
    if (weights == null && run == null) {
      throw new IllegalArgumentException(
          "what to evaluate is missing; give --weights FILE or --run RUN");
    }
    ParseResult given = spec.commandLine().getParseResult();
    for (String option : run == null ? ABOUT_RUNS : ABOUT_WEIGHTS) {
      if (given.hasMatchedOption(option)) {
        throw new IllegalArgumentException("%s is about %s; leave it out with %s"
            .formatted(
                option,
                run == null ? "a run's checkpoint" : "weights from a file",
                run == null ? "--weights" : "--run"));
      }
    }
  }

  private Candidate file() {
    RunSpec read = specOptions.readNamed(checkpointOptions.families());
    WeightsFile file = WeightsFile.read(weights);
    Subject subject = new Subject("", 0, file.sha256());
    return new Candidate(weights.toString(), subject, read, version, file.tensors());
  }

  private Candidate checkpoint() {
    RecordKeys.checkedRunName(run);
    OptionalLong step = checkpointOptions.step();
    Logs.quiet();
    CheckpointChoice choice = checkpointOptions.choice(run);
    SoundCheckpoints sound = checkpointOptions.sound(this::progress);
    CheckpointManifest manifest = sound.chosen(choice, step);
    WeightsFile file = WeightsFile.read(sound.weights(manifest));
    return new Candidate(
        "run %s, step %d".formatted(run, manifest.getStep()),
        new Subject(run, manifest.getStep(), file.sha256()),
        new RunSpecs(checkpointOptions.families())
            .parse(manifest.getSpec(), "run " + run, List.of()),
        manifest.getDistributionVersion(),
        file.tensors());
  }
}
