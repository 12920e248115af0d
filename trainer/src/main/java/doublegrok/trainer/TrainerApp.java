package doublegrok.trainer;

import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.ModelState;
import doublegrok.model.TrainingProgram;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.RunEvent;
import doublegrok.record.StartRun;
import doublegrok.schemas.RunScan;
import doublegrok.schemas.TopicAdmin;
import doublegrok.schemas.Topics;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import doublegrok.store.DirectoryStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trainer service: trains one run, from its newest checkpoint to its last step. */
public final class TrainerApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TrainerApp.class);
  private static final Duration KAFKA_WITHIN = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(4);

  private final TrainerSettings settings;
  private final Clock clock = Clock.systemUTC();
  private final CompletableFuture<Long> result = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean stopped;

  private TrainerApp(TrainerSettings settings) {
    this.settings = settings;
    this.thread = new Thread(this::run, "trainer-" + settings.run());
  }

  /** Starts training in a thread of its own. */
  public static TrainerApp start(TrainerSettings settings) {
    TrainerApp app = new TrainerApp(settings);
    app.thread.start();
    return app;
  }

  /** Completes with the last step done, once the run has ended or was stopped, or with a failure. */
  public CompletableFuture<Long> result() {
    return result;
  }

  /** Stops after the current step, with a checkpoint, within a bound. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(CLOSE_WITHIN.toMillis());
      if (thread.isAlive()) {
        log.warn("the trainer of run {} did not stop in time; it is left behind", settings.run());
        thread.interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      log.info("trainer starts: {}", settings);
      TopicAdmin.ensureTopics(settings.kafka(), KAFKA_WITHIN);
      result.complete(train(new RunScan(settings.kafka(), KAFKA_WITHIN)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      result.completeExceptionally(interrupted);
    } catch (RuntimeException | Error failure) {
      log.debug("the trainer fails", failure);
      result.completeExceptionally(failure);
    }
  }

  private long train(RunScan records) throws InterruptedException {
    String run = settings.run();
    RunSpec spec = awaitSpec(records);
    ComputeDevice device = ComputeDevice.choose(settings.device());
    ComputeThreads.use(settings.threads());
    log.info("run {} trains on {}, {} threads", run, device.description(), settings.threads());
    CheckpointStore store = DirectoryStore.in(settings.checkpoints());
    Checkpoints checkpoints =
        new Checkpoints(run, spec, store, circumstances(device), device.libraries(), clock);
    try (Publisher publisher = Publisher.open(settings.kafka(), run)) {
      Optional<CheckpointManifest> newest = Checkpoints.newest(records, run);
      ModelState state = newest
          .map(checkpoints::load)
          .orElseGet(() -> ModelState.initial(spec.model(), spec.optimizer(), spec.seed()));
      long last = settings.untilStep().orElse(spec.training().steps());
      if (state.step() >= last) {
        log.info("run {} is at step {} already, its end is {}", run, state.step(), last);
        return state.step();
      }
      long epoch = records.newest(Topics.DEMAND, run).map(Demand::getEpoch).orElse(0L);
      announce(publisher, newest.isEmpty() ? EventKind.STARTED : EventKind.RESUMED, state.step());
      try (BatchReader reader = BatchReader.open(settings.kafka(), run, offset(newest));
          TrainingProgram program =
              TrainingProgram.open(spec.model(), spec.optimizer(), state, device)) {
        BatchFeed feed = new BatchFeed(
            run, reader, publisher, spec.stream().runAhead(), last, epoch, () -> stopped);
        TrainingLoop loop =
            new TrainingLoop(run, spec, program, reader, feed, publisher, checkpoints, clock);
        long done = loop.train(state.step(), newest.isEmpty(), last);
        if (done >= last) {
          announce(publisher, EventKind.FINISHED, done);
        }
        return done;
      } catch (TrainingLoop.DivergedException diverged) {
        announce(publisher, EventKind.FAILED, state.step(), diverged.getMessage());
        throw diverged;
      }
    }
  }

  /** The run's spec; a run that is being started may take a moment to appear. */
  private RunSpec awaitSpec(RunScan records) throws InterruptedException {
    long until = System.nanoTime() + KAFKA_WITHIN.toNanos();
    do {
      for (ControlCommand command : records.all(Topics.CONTROL, settings.run())) {
        if (command.getBody() instanceof StartRun start) {
          return RunSpecs.parse(start.getSpec(), "run " + settings.run(), List.of());
        }
        if (command.getBody() instanceof ForkRun fork) {
          return RunSpecs.parse(fork.getSpec(), "run " + settings.run(), List.of());
        }
      }
      TimeUnit.MILLISECONDS.sleep(200);
    } while (!stopped && System.nanoTime() < until);
    throw new IllegalStateException(
        "run '%s' does not exist on %s; start it with 'doublegrok start %s'"
            .formatted(settings.run(), settings.kafka().bootstrap(), settings.run()));
  }

  /** What the result depends on besides the spec. */
  private Map<String, String> circumstances(ComputeDevice device) {
    return Map.of(
        "device", device.description(),
        "threads", Integer.toString(settings.threads()),
        "precision", "float32");
  }

  private static OptionalLong offset(Optional<CheckpointManifest> newest) {
    return newest
        .map(CheckpointManifest::getNextBatchOffset)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  private void announce(Publisher publisher, EventKind kind, long step)
      throws InterruptedException {
    announce(publisher, kind, step, "at step %d".formatted(step));
  }

  private void announce(Publisher publisher, EventKind kind, long step, String message)
      throws InterruptedException {
    log.info("run {} {} {}", settings.run(), kind, message);
    publisher.publish(
        Topics.EVENTS,
        settings.run(),
        new RunEvent(settings.run(), kind, step, step, 0, message, Map.of(), clock.instant()));
  }
}
