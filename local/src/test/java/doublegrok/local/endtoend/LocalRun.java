package doublegrok.local.endtoend;

import static org.awaitility.Awaitility.await;

import doublegrok.evaluator.EvaluatorSettings;
import doublegrok.local.pipeline.EvaluatorWithViewer;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.local.pipeline.PipelineSettings;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.model.DeviceChoice;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.status.ServiceHealth;
import doublegrok.task.families.Families;
import doublegrok.trainer.TrainerSettings;
import doublegrok.trainer.compute.ComputeSettings;
import doublegrok.viewer.ViewerSettings;
import doublegrok.viewer.page.PageSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A run in a directory of its own, on one thread of the CPU, that can be started again and again.
 *
 * @param directory of everything
 * @param name of the run
 * @param spec of the run
 * @param families that its services know
 */
public record LocalRun(DataDirectory directory, String name, RunSpec spec, Families families) {
  static final String NAME = "smoke";

  /** Nothing here takes a minute; the bound only keeps a fault from hanging the build. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The preset smoke with changes to its spec. */
  static LocalRun smoke(Path directory, String... changes) {
    RunSpec spec = RunSpecs.builtIn().parse(Presets.text(NAME), "preset smoke", List.of(changes));
    return builtIn(new DataDirectory(directory), NAME, spec);
  }

  /**
   * The same run with the same bytes, but after so many steps each time it waits for the generator:
   * so it lasts long enough for what is to happen meanwhile.
   */
  LocalRun slowed(int runAhead) {
    RunSpec slow = RunSpecs.builtIn()
        .parse(RunSpecs.canonical(spec), "run " + name, List.of("stream.run_ahead=" + runAhead));
    return new LocalRun(directory, name, slow, families);
  }

  /** Another run beside this one. */
  public LocalRun named(String other) {
    return new LocalRun(directory, other, spec, families);
  }

  /** A run of a preset, under the preset's name. */
  static LocalRun preset(Path directory, String preset) {
    RunSpec spec = RunSpecs.builtIn().parse(Presets.text(preset), "preset " + preset, List.of());
    return builtIn(new DataDirectory(directory), preset, spec);
  }

  private static LocalRun builtIn(DataDirectory directory, String name, RunSpec spec) {
    return new LocalRun(directory, name, spec, Families.builtIn());
  }

  /** With the run that is there, whatever its spec. */
  public LocalPipeline goOn() {
    return LocalPipeline.startOrGoOn(settings(OptionalLong.empty(), Optional.empty()), spec);
  }

  /** With the run that is there, up to a step. */
  LocalPipeline goOnUntil(long step) {
    return LocalPipeline.startOrGoOn(settings(OptionalLong.of(step), Optional.empty()), spec);
  }

  LocalPipeline start() {
    return start(OptionalLong.empty(), Optional.empty());
  }

  /** Starts it, with a page. */
  public LocalPipeline startWithPage() {
    return start(OptionalLong.empty(), Optional.of(PageSettings.local(0)));
  }

  /** Starts it, with a page, up to a step. */
  LocalPipeline startWithPageUntil(long step) {
    return start(OptionalLong.of(step), Optional.of(PageSettings.local(0)));
  }

  /** Starts it, up to a step. */
  public LocalPipeline startUntil(long step) {
    return start(OptionalLong.of(step), Optional.empty());
  }

  /** For a trainer of this run alone. */
  TrainerSettings trainer(KafkaSettings kafka) {
    return new TrainerSettings(
        kafka,
        name,
        directory.checkpoints(),
        ComputeSettings.on(DeviceChoice.CPU, 1),
        OptionalLong.empty(),
        false);
  }

  /** An evaluator and a viewer, whose state lies in a directory of this name. */
  EvaluatorWithViewer evaluator(KafkaSettings kafka, String state) {
    return EvaluatorWithViewer.start(
        new EvaluatorSettings(kafka, directory.checkpoints(), DeviceChoice.CPU, 1),
        new ViewerSettings(kafka, directory.state(state), Optional.empty()),
        ServiceHealth.ofProcess());
  }

  /** Waits for the last step, and for its evaluation to be in view. */
  public static void awaitEnd(LocalPipeline pipeline) throws Exception {
    long last = pipeline.training().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    await().atMost(PATIENCE).until(() -> pipeline.settled(last));
  }

  /** What the topics of a running pipeline hold of this run. */
  static RunLog log(LocalPipeline pipeline) {
    return RunLog.read(pipeline.kafka(), NAME);
  }

  private LocalPipeline start(OptionalLong until, Optional<PageSettings> page) {
    return LocalPipeline.start(settings(until, page), spec);
  }

  private PipelineSettings settings(OptionalLong until, Optional<PageSettings> page) {
    return new PipelineSettings(
        directory, name, families, page, ComputeSettings.on(DeviceChoice.CPU, 1), 1, until, false);
  }
}
