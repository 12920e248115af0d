package doublegrok.trainer;

import doublegrok.control.RunOrigin;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.TrainingProgram;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import doublegrok.store.DirectoryStore;
import doublegrok.trainer.Orders.Kind;
import doublegrok.trainer.Orders.Order;
import doublegrok.trainer.compute.ChosenCompute;
import doublegrok.trainer.compute.ComputeChooser;
import doublegrok.trainer.compute.FormerCompute;
import doublegrok.trainer.compute.Hardware;
import doublegrok.trainer.compute.StepTrial;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Training of one run: opens it, puts the parts together, trains, tells how it ended. */
final class RunTraining {
  private static final Logger log = LoggerFactory.getLogger(RunTraining.class);
  private static final Duration KAFKA_WITHIN = Duration.ofSeconds(30);
  private static final Duration RELEASE_WITHIN = Duration.ofSeconds(3);
  private static final Set<EventKind> LIFE = EnumSet.of(
      EventKind.STARTED, EventKind.RESUMED, EventKind.FORKED, EventKind.FINISHED, EventKind.FAILED);

  private final TrainerSettings settings;
  private final String run;
  private final Clock clock;
  private final ComputeDevice device;
  private final BooleanSupplier stopped;
  private final Beginning beginning;
  private final TrainerMetrics metrics;
  private final RunScan records;
  private final String identity = UUID.randomUUID().toString();
  private volatile boolean failureTold;

  /** Listener, told when training begins: from then on an interrupt may lose a checkpoint. */
  interface Beginning {
    void begin(BatchReader reader) throws InterruptedException;
  }

  RunTraining(
      TrainerSettings settings,
      Clock clock,
      ComputeDevice device,
      BooleanSupplier stopped,
      Beginning beginning,
      TrainerMetrics metrics) {
    this.settings = settings;
    this.run = settings.run();
    this.clock = clock;
    this.device = device;
    this.stopped = stopped;
    this.beginning = beginning;
    this.metrics = metrics;
    this.records = new RunScan(settings.kafka(), KAFKA_WITHIN);
  }

  /** Whether the run itself tells that it has failed. */
  boolean failureTold() {
    return failureTold;
  }

  /** Trains from the run's newest checkpoint; returns the last step done. */
  long train() throws InterruptedException {
    RunOrigin origin = awaitOrigin();
    CheckpointStore store = DirectoryStore.in(settings.checkpoints());
    ClaimedFiles custody = new ClaimedFiles(run, store);
    long done = train(origin, store, custody);
    if (!stopped.getAsBoolean()) {
      release(custody);
    }
    return done;
  }

  private long train(RunOrigin origin, CheckpointStore store, ClaimedFiles custody)
      throws InterruptedException {
    try (Publisher publisher = Publisher.open(settings.kafka(), run, identity, stopped, metrics)) {
      store.takeOver(run);
      List<CheckpointManifest> own = records.all(Topics.CHECKPOINTS, run);
      RunOpening opening = opening(origin, own, store);
      ChosenCompute computing = computing(opening);
      custody.open(opening, own);
      RunEvents events = new RunEvents(run, publisher, clock, identity);
      Retention retention =
          new Retention(opening.spec().checkpoint(), opening.spec().family().evaluationSets());
      StoreUpkeep pass = new StoreUpkeep(
          run,
          custody,
          retention,
          StoreUpkeep.Evidence.of(records, run),
          (manifest, committed) -> retire(publisher, manifest, committed));
      try (UpkeepThread upkeep =
          UpkeepThread.start(run, pass::pass, sentence -> alarm(events, custody, sentence))) {
        upkeep.soon();
        CheckpointWriter writer = new CheckpointWriter(
            run,
            new Checkpoints(run, store, computing.compute().settings(), libraries(), clock),
            custody,
            publisher,
            events,
            retention.keepsAll() ? () -> {} : upkeep::soon,
            upkeep::soon,
            metrics);
        return train(opening, computing, publisher, writer, events);
      }
    }
  }

  /** All is on the log by now, and a run that has ended may never be opened again. */
  private void release(ClaimedFiles custody) {
    try {
      ClaimedFiles.Standing standing = custody.standing();
      RunScan last = new RunScan(settings.kafka(), RELEASE_WITHIN);
      custody.collect(standing, last.all(Topics.CHECKPOINTS));
    } catch (RuntimeException left) { // which changes nothing of what the run has done
      log.warn("run {} leaves its claims to its next opening: {}", run, left.toString());
    }
  }

  private static void retire(Publisher publisher, CheckpointManifest manifest, Runnable committed)
      throws InterruptedException {
    String key = Checkpoints.key(manifest);
    publisher.publish(Topics.WORK, key, manifest);
    publisher.publish(Topics.CHECKPOINTS, key, manifest, place -> committed.run());
  }

  private long train(
      RunOpening opening,
      ChosenCompute computing,
      Publisher publisher,
      CheckpointWriter checkpoints,
      RunEvents events)
      throws InterruptedException {
    RunSpec spec = opening.spec();
    long step = opening.state().step();
    long last = settings.untilStep().orElse(spec.training().steps());
    if (step >= last) {
      log.info("run {} is at step {} already", run, step);
      tellFinishedOnce(opening, events);
      return step;
    }
    long epoch = records.newest(Topics.DEMAND, run).map(Demand::getEpoch).orElse(0L);
    var rejected = records.all(Topics.REJECTED, Topics.BATCHES.name());
    BatchRules rules = new BatchRules(run, spec, Math.max(last, spec.training().steps()));
    BatchRejections rejections = new BatchRejections(publisher, clock, rejected, metrics);
    OptionalLong from = opening.firstLook(() -> records.all(Topics.EVENTS, run));
    try (BatchReader reader = BatchReader.open(settings.kafka(), rules, rejections::reject, from);
        KafkaDemandAnswers answers = new KafkaDemandAnswers(settings.kafka(), reader.partition());
        RunOrders orders = RunOrders.open(settings.kafka(), run);
        TrainingProgram program = TrainingProgram.open(
            spec.model(),
            spec.optimizer(),
            opening.state(),
            device,
            computing.compute().products(),
            computing.compute().program())) {
      Order order = orders.newest(Duration.ZERO);
      if (order.kind() == Kind.END && step >= order.batch()) {
        log.info("run {} was ended at step {}", run, step);
        return step;
      }
      beginning.begin(reader);
      BatchFeed feed = new BatchFeed(
          new BatchFeed.Wanted(run, spec.stream().runAhead(), last, epoch),
          reader,
          publisher,
          answers,
          orders,
          stopped,
          System::nanoTime,
          metrics.progress());
      TrainingLoop loop =
          new TrainingLoop(run, program, reader, feed, publisher, checkpoints, clock, metrics);
      events.opened(opening, computing, orders.newest(Duration.ZERO).kind() == Kind.HOLD);
      train(loop, opening, last, events, orders);
      return loop.done();
    }
  }

  private void train(
      TrainingLoop loop, RunOpening opening, long last, RunEvents events, Orders orders)
      throws InterruptedException {
    try {
      loop.train(opening, last);
    } catch (RuntimeException failure) {
      failureTold = events.failed(loop.done(), loop.version(), failure);
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
  private void tellFinishedOnce(RunOpening opening, RunEvents events) throws InterruptedException {
    boolean told = records.all(Topics.EVENTS, run).stream()
        .filter(event -> LIFE.contains(event.getKind()))
        .reduce((before, after) -> after)
        .filter(event -> event.getKind() == EventKind.FINISHED)
        .isPresent();
    if (!told) {
      events.finished(opening.state().step(), opening.version());
    }
  }

  private static void alarm(RunEvents events, ClaimedFiles custody, String sentence) {
    try {
      events.tell(EventKind.ALARM, custody.step(), custody.version(), sentence);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** After the publisher is open, so that no other trainer adds a checkpoint any more. */
  private RunOpening opening(
      RunOrigin origin, List<CheckpointManifest> own, CheckpointStore store) {
    if (!own.isEmpty()) {
      return RunOpening.resume(
          origin.spec(), own, store, new RunSpecs(settings.kafka().families()));
    }
    if (origin.fork().isPresent()) {
      var fork = origin.fork().get();
      var parents = records.all(Topics.CHECKPOINTS, fork.getParent());
      return RunOpening.fork(fork, origin.spec(), parents, store);
    }
    return RunOpening.start(origin.spec());
  }

  /** How the run came to be; one that is being started may take a moment to appear. */
  private RunOrigin awaitOrigin() throws InterruptedException {
    RunSpecs specs = new RunSpecs(settings.kafka().families());
    long until = System.nanoTime() + KAFKA_WITHIN.toNanos();
    do {
      Optional<RunOrigin> origin = RunOrigin.in(records.all(Topics.CONTROL, run), specs);
      if (origin.isPresent()) {
        return origin.get();
      }
      TimeUnit.MILLISECONDS.sleep(200);
    } while (System.nanoTime() < until);
    throw new IllegalStateException(
        "run '%s' does not exist on %s; start it with 'doublegrok start %s'"
            .formatted(run, settings.kafka().bootstrap(), run));
  }

  private Map<String, String> libraries() {
    Map<String, String> libraries = new TreeMap<>(device.libraries());
    Optional<String> own =
        Optional.ofNullable(RunTraining.class.getPackage().getImplementationVersion());
    libraries.put("doublegrok", own.orElse("not packaged"));
    return libraries;
  }

  /** Chooses how to compute, tells so, and has this thread compute so. */
  private ChosenCompute computing(RunOpening opening) {
    ChosenCompute computing = new ComputeChooser(
            settings.compute(),
            Hardware.of(device, System.getenv()),
            settings.acceptOtherSettings(),
            opening.checkpoint().map(RunTraining::former))
        .choose(new StepTrial(opening.spec(), opening.state(), device));
    log.info("run {} trains on {}", run, computing.sentence());
    computing.warnings().forEach(warning -> log.warn("run {}: {}", run, warning));
    ComputeThreads.use(computing.compute().threads());
    return computing;
  }

  private static FormerCompute former(CheckpointManifest checkpoint) {
    return new FormerCompute(Checkpoints.key(checkpoint), checkpoint.getSettings());
  }
}
