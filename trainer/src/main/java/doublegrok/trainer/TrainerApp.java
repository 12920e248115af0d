package doublegrok.trainer;

import doublegrok.control.RunOrigin;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.TrainingProgram;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.schemas.RunScan;
import doublegrok.schemas.TopicAdmin;
import doublegrok.schemas.Topics;
import doublegrok.spec.RunSpec;
import doublegrok.store.DirectoryStore;
import doublegrok.trainer.Orders.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trainer service: trains one run, from its newest checkpoint to its last step. */
public final class TrainerApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TrainerApp.class);
  private static final Set<EventKind> LIFE = EnumSet.of(
      EventKind.STARTED, EventKind.RESUMED, EventKind.FORKED, EventKind.FINISHED, EventKind.FAILED);
  private static final Duration KAFKA_WITHIN = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(4);

  private final TrainerSettings settings;
  private final Clock clock = Clock.systemUTC();
  private final String identity = UUID.randomUUID().toString();
  private final CompletableFuture<Long> result = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean stopped;
  private boolean opening = true; // guarded by this

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

  /**
   * Completes with the last step done, once the run has ended or was stopped, or with a failure; is
   * cancelled if it was stopped before it began.
   */
  public CompletableFuture<Long> result() {
    return result;
  }

  /** Stops after the current step, with a checkpoint, within a bound. */
  @Override
  public void close() {
    askToStop();
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

  /** Nothing can be lost by an interrupt until training begins; later a checkpoint could. */
  private synchronized void askToStop() {
    stopped = true;
    if (opening) {
      thread.interrupt();
    }
  }

  private synchronized void beginTraining() throws InterruptedException {
    if (stopped) {
      throw new InterruptedException("stopped before training began");
    }
    opening = false;
  }

  private synchronized boolean stoppedInOpening() {
    return stopped && opening;
  }

  private void run() {
    try {
      log.info("trainer starts: {}", settings);
      ComputeDevice device = ComputeDevice.choose(settings.device());
      ComputeThreads.use(settings.threads());
      TopicAdmin.ensureTopics(settings.kafka(), KAFKA_WITHIN);
      result.complete(train(new RunScan(settings.kafka(), KAFKA_WITHIN), device));
    } catch (InterruptedException | RuntimeException | Error failure) {
      log.debug("the trainer fails", failure);
      if (stoppedInOpening()) {
        result.cancel(false);
      } else {
        result.completeExceptionally(failure);
      }
    }
  }

  private long train(RunScan records, ComputeDevice device) throws InterruptedException {
    String run = settings.run();
    RunOrigin origin = awaitOrigin(records);
    RunSpec spec = origin.spec();
    log.info("run {} trains on {}, {} threads", run, device.description(), settings.threads());
    Checkpoints checkpoints = new Checkpoints(
        run,
        DirectoryStore.in(settings.checkpoints()),
        circumstances(device),
        settings.acceptOtherSettings(),
        libraries(device),
        clock);
    long last = settings.untilStep().orElse(spec.training().steps());
    try (Publisher publisher = Publisher.open(settings.kafka(), run, identity, () -> stopped)) {
      RunOpening opening = opening(records, origin, checkpoints);
      RunEvents events = new RunEvents(run, publisher, clock, identity);
      if (opening.state().step() >= last) {
        log.info("run {} is at step {} already", run, opening.state().step());
        tellFinishedOnce(records, opening, events);
        return opening.state().step();
      }
      long epoch = records.newest(Topics.DEMAND, run).map(Demand::getEpoch).orElse(0L);
      var rejected = records.all(Topics.REJECTED, Topics.BATCHES.name());
      BatchRules rules =
          new BatchRules(run, spec, Math.max(last, spec.training().steps()));
      BatchRejections rejections = new BatchRejections(publisher, clock, rejected);
      try (BatchReader reader =
              BatchReader.open(settings.kafka(), rules, rejections::reject, opening.offset());
          KafkaAnswers answers = new KafkaAnswers(settings.kafka(), reader.partition());
          RunOrders orders = RunOrders.open(settings.kafka(), run);
          TrainingProgram program =
              TrainingProgram.open(spec.model(), spec.optimizer(), opening.state(), device)) {
        Orders.Order order = orders.newest(Duration.ZERO);
        if (order.kind() == Kind.END && opening.state().step() >= order.batch()) {
          log.info("run {} was ended at step {}", run, opening.state().step());
          return opening.state().step();
        }
        beginTraining();
        BatchFeed feed = new BatchFeed(
            run,
            reader,
            publisher,
            answers,
            spec.stream().runAhead(),
            last,
            epoch,
            orders,
            () -> stopped,
            System::nanoTime);
        TrainingLoop loop =
            new TrainingLoop(run, program, reader, feed, publisher, checkpoints, clock);
        train(loop, opening, last, events, orders);
        return loop.done();
      }
    }
  }

  private static void train(
      TrainingLoop loop, RunOpening opening, long last, RunEvents events, Orders orders)
      throws InterruptedException {
    events.opened(opening, orders.newest(Duration.ZERO).kind() == Kind.HOLD);
    try {
      loop.train(opening, last);
    } catch (RuntimeException failure) {
      tellFailure(loop, events, failure);
      throw failure;
    }
    if (loop.done() >= last) {
      events.finished(loop.done(), loop.version());
    } else if (orders.newest(Duration.ZERO).kind() == Kind.END) {
      events.tell(
          EventKind.STOPPED, loop.done(), loop.version(), "at step %d".formatted(loop.done()));
    }
  }

  /** A trainer that was killed after its last checkpoint may not have said so. */
  private void tellFinishedOnce(RunScan records, RunOpening opening, RunEvents events)
      throws InterruptedException {
    boolean told = records.all(Topics.EVENTS, settings.run()).stream()
        .filter(event -> LIFE.contains(event.getKind()))
        .reduce((before, after) -> after)
        .filter(event -> event.getKind() == EventKind.FINISHED)
        .isPresent();
    if (!told) {
      events.finished(opening.state().step(), opening.version());
    }
  }

  private static void tellFailure(TrainingLoop loop, RunEvents events, RuntimeException failure)
      throws InterruptedException {
    try {
      String message = String.valueOf(failure.getMessage());
      events.tell(EventKind.FAILED, loop.done(), loop.version(), message);
    } catch (IllegalStateException untold) { // the publisher itself has failed
      failure.addSuppressed(untold);
    }
  }

  /** After the publisher is open, so that no other trainer adds a checkpoint any more. */
  private RunOpening opening(RunScan records, RunOrigin origin, Checkpoints checkpoints) {
    List<CheckpointManifest> own = records.all(Topics.CHECKPOINTS, settings.run());
    if (!own.isEmpty()) {
      return RunOpening.resume(origin.spec(), own, checkpoints);
    }
    if (origin.fork().isPresent()) {
      var fork = origin.fork().get();
      var parents = records.all(Topics.CHECKPOINTS, fork.getParent());
      return RunOpening.fork(fork, origin.spec(), parents, checkpoints);
    }
    return RunOpening.start(origin.spec());
  }

  /** How the run came to be; one that is being started may take a moment to appear. */
  private RunOrigin awaitOrigin(RunScan records) throws InterruptedException {
    long until = System.nanoTime() + KAFKA_WITHIN.toNanos();
    do {
      Optional<RunOrigin> origin = RunOrigin.in(records.all(Topics.CONTROL, settings.run()));
      if (origin.isPresent()) {
        return origin.get();
      }
      TimeUnit.MILLISECONDS.sleep(200);
    } while (System.nanoTime() < until);
    throw new IllegalStateException(
        "run '%s' does not exist on %s; start it with 'doublegrok start %s'"
            .formatted(settings.run(), settings.kafka().bootstrap(), settings.run()));
  }

  private static Map<String, String> libraries(ComputeDevice device) {
    Map<String, String> libraries = new TreeMap<>(device.libraries());
    Optional<String> own =
        Optional.ofNullable(TrainerApp.class.getPackage().getImplementationVersion());
    libraries.put("doublegrok", own.orElse("not packaged"));
    return libraries;
  }

  /** What the result depends on besides the spec. */
  private Map<String, String> circumstances(ComputeDevice device) {
    return Map.of(
        "device", device.description(),
        "threads", Integer.toString(settings.threads()),
        "precision", "float32");
  }
}
