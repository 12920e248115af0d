package doublegrok.local.pipeline;

import doublegrok.evaluator.EvaluatorSettings;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.StopSignal;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.status.ServiceHealth;
import doublegrok.sweep.log.SweepControl;
import doublegrok.sweep.log.SweepFollower;
import doublegrok.sweep.log.SweepView;
import doublegrok.task.families.Families;
import doublegrok.trainer.compute.ComputeSettings;
import doublegrok.trainer.worker.WorkerApp;
import doublegrok.trainer.worker.WorkerSettings;
import doublegrok.viewer.ViewerSettings;
import doublegrok.viewer.page.PageSettings;
import doublegrok.viewer.view.RunViews;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole pipeline in this process with a worker in place of one run's trainer: for sweeps.
 */
public final class SweepPipeline implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SweepPipeline.class);
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration GIVEN_BACK_WITHIN = StopSignal.GRACE.minusSeconds(2);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final ServiceHealth health = ServiceHealth.ofProcess();
  private final KafkaSettings kafka;
  private final EmbeddedBroker broker;
  private final GeneratorApp generator;
  private final EvaluatorWithViewer evaluator;
  private final SweepFollower follower;
  private final WorkerApp worker;

  /**
   * Settings of it.
   *
   * @param directory where everything lies
   * @param families that run specs may name
   * @param page where the page listens; empty for none
   * @param compute how runs are computed; the evaluator computes on the same device
   * @param slots how many runs are trained at once
   */
  public record Settings(
      DataDirectory directory,
      Families families,
      Optional<PageSettings> page,
      ComputeSettings compute,
      int slots) {}

  private SweepPipeline(Settings settings) {
    try {
      DataDirectory directory = settings.directory();
      broker = opened(EmbeddedBroker.start(directory.kafka()));
      kafka = Cluster.embedded(broker.bootstrap()).with(settings.families());
      TopicAdmin.ensureTopics(kafka, TOPICS_WITHIN);
      generator =
          opened(GeneratorApp.start(kafka, directory.state("generator"), health, Optional.empty()));
      evaluator = opened(EvaluatorWithViewer.start(
          new EvaluatorSettings(
              kafka, directory.checkpoints(), settings.compute().device(), 1),
          new ViewerSettings(kafka, directory.viewState(), settings.page()),
          health));
      follower = opened(SweepFollower.open(kafka));
      worker = opened(WorkerApp.start(
          new WorkerSettings(
              kafka,
              "local-" + ProcessHandle.current().pid(),
              directory.checkpoints(),
              settings.compute(),
              settings.slots(),
              false,
              Optional.empty()),
          GIVEN_BACK_WITHIN,
          health,
          Optional.empty()));
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  /** Starts everything but a sweep. */
  public static SweepPipeline start(Settings settings) {
    return new SweepPipeline(settings);
  }

  /** How sweeps are commanded. */
  public SweepControl control() {
    return new SweepControl(kafka, Clock.systemUTC());
  }

  /** What is known of sweeps by now; for one thread. */
  public SweepView view() {
    follower.poll(LOOK);
    return follower.view();
  }

  /** The view of all runs and sweeps. */
  public RunViews views() {
    return evaluator.views();
  }

  /** Whether the last checkpoint of each of these runs is evaluated, and told. */
  public boolean evaluated(Collection<String> runs) {
    return evaluator.isSettled()
        && evaluator.views().runs().stream()
                .filter(run -> runs.contains(run.run()))
                .filter(run -> run.evaluatedStep().orElse(-1) >= run.step())
                .count()
            == runs.size();
  }

  /** Address of the page, if there is one. */
  public Optional<String> pageUrl() {
    return evaluator.pageUrl();
  }

  /** Which of the services has failed, and why. */
  public Optional<String> failure() {
    if (worker.end().isDone()) {
      String why = worker
          .end()
          .handle((said, thrown) -> thrown == null ? said : "" + thrown)
          .join();
      return Optional.of("the worker failed: " + why);
    }
    if (generator.failure().isDone()) {
      return Optional.of("the generator failed: " + generator.failure().join());
    }
    if (evaluator.failure().isDone()) {
      return Optional.of("the evaluator failed: " + evaluator.failure().join());
    }
    return broker.failure().map(reason -> "the broker failed: " + reason);
  }

  /** Stops the worker first, with checkpoints, and the broker last; each within a bound. */
  @Override
  public void close() {
    for (AutoCloseable each : List.copyOf(opened)) {
      try {
        each.close();
      } catch (Exception late) {
        log.warn("a service did not close cleanly: {}", late.toString());
      }
    }
    opened.clear();
  }

  private <T extends AutoCloseable> T opened(T service) {
    opened.push(service);
    return service;
  }
}
