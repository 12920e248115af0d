package doublegrok.trainer;

import doublegrok.record.Demand;
import doublegrok.record.SequenceBatch;
import doublegrok.schemas.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the trainer its next batch: asks the generator to run ahead, and to make again what the log
 * has lost.
 */
final class BatchFeed {
  private static final Logger log = LoggerFactory.getLogger(BatchFeed.class);
  static final Duration ASK_AGAIN = Duration.ofSeconds(1);
  static final Duration REWIND_AFTER = Duration.ofSeconds(5);

  private final String run;
  private final BatchReader reader;
  private final Publisher publisher;
  private final int runAhead;
  private final long lastBatch;
  private final BooleanSupplier stopped;
  private final LongSupplier nanoTime;
  private long epoch;

  /**
   * A feed.
   *
   * @param runAhead batches that the generator may be ahead
   * @param batches exclusive bound of the batches that will ever be wanted
   * @param epoch the run's last rewind
   * @param stopped whether waiting must end
   * @param nanoTime a clock that only goes forward
   */
  BatchFeed(
      String run,
      BatchReader reader,
      Publisher publisher,
      int runAhead,
      long batches,
      long epoch,
      BooleanSupplier stopped,
      LongSupplier nanoTime) {
    this.run = run;
    this.reader = reader;
    this.publisher = publisher;
    this.runAhead = runAhead;
    this.lastBatch = batches;
    this.epoch = epoch;
    this.stopped = stopped;
    this.nanoTime = nanoTime;
  }

  /** Lets the generator run ahead of the batch that is wanted next. */
  void demandFrom(long next) throws InterruptedException {
    publisher.publish(Topics.DEMAND, run, new Demand(run, bound(next), null, epoch));
  }

  /** The batch with this index, or empty once the feed is stopped. */
  Optional<SequenceBatch> next(long index) throws InterruptedException {
    long asked = nanoTime.getAsLong();
    long rewound = asked;
    boolean lost = false;
    while (!stopped.getAsBoolean()) {
      Optional<SequenceBatch> batch = reader.poll(index);
      if (batch.isPresent()) {
        return batch;
      }
      publisher.throwFailure();
      long now = nanoTime.getAsLong();
      boolean firstSign = reader.passed(index) && !lost;
      if (firstSign || now - rewound > REWIND_AFTER.toNanos()) {
        lost = lost || firstSign;
        rewound = now;
        rewindTo(index);
      } else if (now - asked > ASK_AGAIN.toNanos()) {
        asked = now;
        demandFrom(index);
      }
    }
    return Optional.empty();
  }

  /** Harmless where the generator has not come that far: it goes back, never forward. */
  private void rewindTo(long index) throws InterruptedException {
    epoch++;
    log.info("run {} has no batch {} yet: demand is rewound (epoch {})", run, index, epoch);
    publisher.publish(Topics.DEMAND, run, new Demand(run, bound(index), index, epoch));
  }

  private long bound(long next) {
    return Math.min(next + runAhead, lastBatch);
  }
}
