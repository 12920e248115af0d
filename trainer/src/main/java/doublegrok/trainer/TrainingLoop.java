package doublegrok.trainer;

import doublegrok.log.RecordKeys;
import doublegrok.log.Topics;
import doublegrok.model.StepOutcome;
import doublegrok.model.TrainingProgram;
import doublegrok.record.StepReport;
import doublegrok.spec.RunSpec;
import doublegrok.spec.ScheduledSwap;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One batch a step, one report a step, a checkpoint now and then. */
final class TrainingLoop {
  private static final Logger log = LoggerFactory.getLogger(TrainingLoop.class);

  private final String run;
  private final TrainingProgram program;
  private final BatchReader reader;
  private final BatchFeed feed;
  private final Publisher publisher;
  private final CheckpointWriter checkpoints;
  private final Clock clock;
  private final TrainerMetrics metrics;
  private final Progress progress;
  private RunSpec spec;
  private long done;
  private int version;
  private long checkpointed;

  TrainingLoop(
      String run,
      TrainingProgram program,
      BatchReader reader,
      BatchFeed feed,
      Publisher publisher,
      CheckpointWriter checkpoints,
      Clock clock,
      TrainerMetrics metrics) {
    this.run = run;
    this.program = program;
    this.reader = reader;
    this.feed = feed;
    this.publisher = publisher;
    this.checkpoints = checkpoints;
    this.clock = clock;
    this.metrics = metrics;
    this.progress = metrics.progress();
  }

  /**
   * Trains until a step is done or the feed is stopped; a checkpoint is taken at the end in either
   * case. One before the end that cannot be written is an alarm.
   *
   * @param opening where to begin: the state that the program was opened with
   * @param last step to end with
   * @throws DivergedException if a loss or gradient is not finite
   * @throws IllegalStateException if the last checkpoint cannot be written
   */
  void train(RunOpening opening, long last) throws InterruptedException {
    spec = opening.spec();
    done = opening.state().step();
    version = opening.version();
    checkpointed = opening.fresh() ? -1 : done;
    checkpoints.open(opening);
    metrics.at(done, last);
    if (opening.fresh()) {
      checkpoint();
    }
    feed.demandFrom(done);
    while (done < last) {
      long asked = System.nanoTime();
      progress.turnTo(Activity.WAITING);
      Optional<TrainingBatch> batch = feed.next(done);
      if (batch.isEmpty()) {
        break;
      }
      progress.turnTo(Activity.TRAINING);
      follow(batch.get());
      train(batch.get(), asked);
      metrics.at(done, last);
      feed.demandFrom(done);
      if (spec.checkpoint().isPlanned(done)) {
        checkpoint();
      }
    }
    if (checkpointed < done) {
      progress.turnTo(Activity.CHECKPOINTING);
      checkpoints.writeLast(spec, program.state(), reader.nextOffset(), version);
    }
  }

  /** The last step that is done. */
  long done() {
    return done;
  }

  /** Distribution version of the last batch that was trained on. */
  int version() {
    return version;
  }

  /** A swap that came while the run trains is in no spec yet: its first batch brings it. */
  private void follow(TrainingBatch batch) {
    batch
        .swap()
        .ifPresent(changes -> spec = spec.withSwap(new ScheduledSwap(batch.index(), changes)));
  }

  private void train(TrainingBatch batch, long asked) throws InterruptedException {
    long came = System.nanoTime();
    long step = batch.index() + 1;
    double factor = spec.schedule().factor(step);
    long begun = System.nanoTime();
    StepOutcome outcome = program.step(batch.sequences(), factor);
    long ended = System.nanoTime();
    if (!Double.isFinite(outcome.loss()) || !Double.isFinite(outcome.gradientNorm())) {
      metrics.losses(outcome.loss(), outcome.gradientNorm());
      throw new DivergedException(run, step, outcome);
    }
    version = batch.version();
    StepReport report = StepReport.newBuilder()
        .setRun(run)
        .setStep(step)
        .setDistributionVersion(version)
        .setLoss(outcome.loss())
        .setLearningRate(factor * spec.optimizer().learningRate())
        .setGradientNorm(outcome.gradientNorm())
        .setStepSeconds((ended - begun) * 1e-9)
        .setWaitSeconds((came - asked) * 1e-9)
        .setTokens((long) batch.sequences().count() * batch.sequences().layout().length())
        .setFinishedAtMillis(clock.instant())
        .build();
    publisher.publish(Topics.STEPS, RecordKeys.step(run, step), report);
    metrics.stepped(report);
    done = step;
  }

  private void checkpoint() throws InterruptedException {
    progress.turnTo(Activity.CHECKPOINTING);
    if (checkpoints.write(spec, program.state(), reader.nextOffset(), version)) {
      checkpointed = done;
      log.debug("run {} has a checkpoint at step {}", run, done);
    }
  }

  /** Loss or gradient is not finite: training on would only spoil the last good checkpoint. */
  static final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergedException(String run, long step, StepOutcome outcome) {
      super(("the loss of run '%s' is %s and its gradient's norm %s at step %d; lower the learning"
              + " rate and fork it from its last checkpoint")
          .formatted(run, outcome.loss(), outcome.gradientNorm(), step));
    }
  }
}
