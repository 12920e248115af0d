package doublegrok.trainer;

import doublegrok.model.StepOutcome;
import doublegrok.model.TokenBlock;
import doublegrok.model.TrainingProgram;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.SequenceBatch;
import doublegrok.record.StepReport;
import doublegrok.record.TokenSequences;
import doublegrok.schemas.RecordKeys;
import doublegrok.schemas.Topics;
import doublegrok.spec.RunSpec;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One batch a step, one report a step, a checkpoint now and then. */
final class TrainingLoop {
  private static final Logger log = LoggerFactory.getLogger(TrainingLoop.class);

  private final String run;
  private final RunSpec spec;
  private final TrainingProgram program;
  private final BatchReader reader;
  private final BatchFeed feed;
  private final Publisher publisher;
  private final Checkpoints checkpoints;
  private final Clock clock;
  private int version;
  private long checkpointed;

  TrainingLoop(
      String run,
      RunSpec spec,
      TrainingProgram program,
      BatchReader reader,
      BatchFeed feed,
      Publisher publisher,
      Checkpoints checkpoints,
      Clock clock) {
    this.run = run;
    this.spec = spec;
    this.program = program;
    this.reader = reader;
    this.feed = feed;
    this.publisher = publisher;
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  /**
   * Trains until a step is done or the feed is stopped; a checkpoint is taken at the end in either
   * case.
   *
   * @param done steps that are done already
   * @param fresh whether there is no checkpoint of them
   * @param last step to end with
   * @return the last step that is done
   * @throws DivergedException if a loss is not finite
   */
  long train(long done, boolean fresh, long last) throws InterruptedException {
    long step = done;
    checkpointed = done;
    if (fresh) {
      checkpoint();
    }
    feed.demandFrom(done);
    while (step < last) {
      long asked = System.nanoTime();
      Optional<SequenceBatch> batch = feed.next(step);
      if (batch.isEmpty()) {
        break;
      }
      step = train(batch.get(), asked);
      feed.demandFrom(step);
      if (step % spec.checkpoint().every() == 0) {
        checkpoint();
      }
    }
    if (checkpointed < step) {
      checkpoint();
    }
    return step;
  }

  private long train(SequenceBatch batch, long asked) throws InterruptedException {
    long begun = System.nanoTime();
    long step = batch.getIndex() + 1;
    double factor = spec.schedule().factor(step);
    StepOutcome outcome = program.step(block(batch), factor);
    long ended = System.nanoTime();
    if (!Double.isFinite(outcome.loss())) {
      throw new DivergedException(run, step, outcome.loss());
    }
    version = batch.getDistributionVersion();
    StepReport report = StepReport.newBuilder()
        .setRun(run)
        .setStep(step)
        .setDistributionVersion(version)
        .setLoss(outcome.loss())
        .setLearningRate(factor * spec.optimizer().learningRate())
        .setGradientNorm(outcome.gradientNorm())
        .setStepSeconds((ended - begun) * 1e-9)
        .setWaitSeconds((begun - asked) * 1e-9)
        .setTokens((long) batch.getSequences() * payload(batch).getLength())
        .setFinishedAtMillis(clock.instant())
        .build();
    publisher.publish(Topics.STEPS, RecordKeys.step(run, step), report);
    return step;
  }

  private void checkpoint() throws InterruptedException {
    CheckpointManifest manifest = checkpoints.take(program.state(), reader.nextOffset(), version);
    publisher.publish(Topics.CHECKPOINTS, Checkpoints.key(manifest), manifest);
    checkpointed = manifest.getStep();
    log.debug("run {} has a checkpoint at step {}", run, manifest.getStep());
  }

  private static TokenBlock block(SequenceBatch batch) {
    TokenSequences payload = payload(batch);
    byte[] tokens = new byte[payload.getTokens().remaining()];
    payload.getTokens().duplicate().get(tokens);
    return new TokenBlock(
        batch.getSequences(), payload.getLength(), tokens, batch.getAnswerPositions());
  }

  private static TokenSequences payload(SequenceBatch batch) {
    return (TokenSequences) batch.getPayload();
  }

  /** The loss is not finite: training on would only spoil the last good checkpoint. */
  static final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergedException(String run, long step, double loss) {
      super(
          "the loss of run '%s' is %s at step %d; lower the learning rate and fork it from its last checkpoint"
              .formatted(run, loss, step));
    }
  }
}
