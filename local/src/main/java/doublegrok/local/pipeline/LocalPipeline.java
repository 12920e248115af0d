package doublegrok.local.pipeline;

import doublegrok.control.RunStarter;
import doublegrok.evaluator.EvaluatorSettings;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.model.ComputeDevice;
import doublegrok.spec.RunSpec;
import doublegrok.status.ServiceHealth;
import doublegrok.trainer.TrainerApp;
import doublegrok.trainer.TrainerSettings;
import doublegrok.viewer.ViewerSettings;
import doublegrok.viewer.view.MarkKind;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.RunViews;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole pipeline in this process: the same services as on a cluster, each in threads of its
 * own, that meet in the topics of an embedded broker.
 */
public final class LocalPipeline implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalPipeline.class);
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);
  private static final Duration SCAN_WITHIN = Duration.ofSeconds(30);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final PipelineSettings settings;
  private final ServiceHealth health =
      ServiceHealth.ofProcess(); // of all: they share the page's /metrics
  private final KafkaSettings kafka;
  private final EmbeddedBroker broker;
  private final RunSpec spec;
  private final GeneratorApp generator;
  private final EvaluatorWithViewer evaluator;
  private final TrainerApp trainer;

  private LocalPipeline(PipelineSettings settings, UnaryOperator<Optional<RunSpec>> choice) {
    this.settings = settings;
    // PyTorch takes seconds to load, and the broker seconds to start: most of it is waiting.
    var unused =
        CompletableFuture.runAsync(() -> ComputeDevice.choose(settings.compute().device()));
    try {
      DataDirectory directory = settings.directory();
      broker = opened(EmbeddedBroker.start(directory.kafka()));
      kafka = Cluster.embedded(broker.bootstrap()).with(settings.families());
      TopicAdmin.ensureTopics(kafka, TOPICS_WITHIN);
      RunStarter starter = new RunStarter(kafka, Clock.systemUTC());
      spec = choice.apply(starter.existing(settings.run())).orElseThrow();
      starter.start(settings.run(), spec);
      trainer = opened(TrainerApp.start(
          trainerSettings(), health, Optional.empty())); // its opening takes the longest
      generator = behindTrainer(
          GeneratorApp.start(kafka, directory.state("generator"), health, Optional.empty()));
      evaluator =
          behindTrainer(EvaluatorWithViewer.start(evaluatorSettings(), viewerSettings(), health));
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  /**
   * Starts everything and the run, or goes on with the run that is there.
   *
   * @throws IllegalArgumentException if the run exists with another spec
   */
  public static LocalPipeline start(PipelineSettings settings, RunSpec spec) {
    return new LocalPipeline(settings, existing -> Optional.of(spec));
  }

  /** Goes on with the run that is there, whatever its spec; starts it with this one if none is. */
  public static LocalPipeline startOrGoOn(PipelineSettings settings, RunSpec otherwise) {
    return new LocalPipeline(settings, existing -> existing.or(() -> Optional.of(otherwise)));
  }

  /** The spec that the run was started with. */
  public RunSpec spec() {
    return spec;
  }

  /** Completes with the last step done, or with what made the trainer fail. */
  public CompletableFuture<Long> training() {
    return trainer.result();
  }

  /** What makes the pipeline useless though the trainer may not know: a service has failed. */
  public Optional<String> failure() {
    if (generator.failure().isDone()) {
      return Optional.of("the generator failed: " + generator.failure().join());
    }
    if (evaluator.failure().isDone()) {
      return Optional.of("the evaluator failed: " + evaluator.failure().join());
    }
    return broker.failure().map(reason -> "the broker failed: " + reason);
  }

  /** What is known of the runs. */
  public RunViews views() {
    return evaluator.views();
  }

  /** Where the run stands, once it is in view. */
  public Optional<RunSummary> standing() {
    return views().runs().stream()
        .filter(each -> each.run().equals(settings.run()))
        .findFirst();
  }

  /** All that is known of the run, once it is in view. */
  public Optional<RunHistory> history() {
    return views().history(settings.run());
  }

  /**
   * Whether the view holds the checkpoint at this step with every set of its evaluation, each
   * event that is on the log, and all that follows from them. The view trails the log and takes up
   * one record at a time, where a checkpoint's evaluations come to the log together.
   */
  public boolean settled(long step) {
    Optional<RunSummary> standing = standing();
    if (standing.isEmpty()
        || standing.get().step() < step
        || standing.get().evaluatedStep().orElse(-1) < step) {
      return false;
    }
    RunScan log = new RunScan(kafka, SCAN_WITHIN);
    long sets = log.all(Topics.EVALUATIONS, settings.run()).stream()
        .filter(each -> each.getStep() == standing.get().evaluatedStep().orElseThrow())
        .count();
    return standing.get().accuracies().size() >= sets
        && evaluator.isSettled() // before the events are counted, which it brings forth
        && eventsInView() >= log.all(Topics.EVENTS, settings.run()).size();
  }

  /** Address of the page, if there is one. */
  public Optional<String> pageUrl() {
    return evaluator.pageUrl();
  }

  /** How clients reach the embedded broker. */
  public KafkaSettings kafka() {
    return kafka;
  }

  /** Stops the trainer first, with a checkpoint, and the broker last; each within a bound. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception late) {
        log.warn("a service did not close cleanly: {}", late.toString());
      }
    }
  }

  private long eventsInView() {
    return views().history(settings.run()).stream()
        .flatMap(history -> history.marks().stream())
        .filter(mark -> mark.kind() != MarkKind.CHECKPOINT)
        .count();
  }

  private <T extends AutoCloseable> T opened(T service) {
    opened.push(service);
    return service;
  }

  /** Whatever starts after the trainer, the trainer is closed before it. */
  private <T extends AutoCloseable> T behindTrainer(T service) {
    AutoCloseable first = opened.pop();
    opened.push(service);
    opened.push(first);
    return service;
  }

  private EvaluatorSettings evaluatorSettings() {
    return new EvaluatorSettings(
        kafka,
        settings.directory().checkpoints(),
        settings.compute().device(),
        settings.evaluatingThreads());
  }

  private ViewerSettings viewerSettings() {
    return new ViewerSettings(kafka, settings.directory().viewState(), settings.page());
  }

  private TrainerSettings trainerSettings() {
    return new TrainerSettings(
        kafka,
        settings.run(),
        settings.directory().checkpoints(),
        settings.compute(),
        settings.untilStep(),
        settings.acceptOtherSettings());
  }
}
