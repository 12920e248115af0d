package doublegrok.trainer;

import doublegrok.log.Topics;
import doublegrok.record.Demand;
import doublegrok.trainer.Orders.Kind;
import doublegrok.trainer.Orders.Order;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the trainer its next batch: asks the generator to run ahead, and to make again what the log
 * has lost for certain.
 */
final class BatchFeed {
  private static final Logger log = LoggerFactory.getLogger(BatchFeed.class);
  static final Duration ASK_AGAIN = Duration.ofSeconds(1);
  static final Duration ASK_SELDOM = Duration.ofSeconds(10);
  private static final Duration LATE = Duration.ofSeconds(4);
  private static final Duration HOLD_LOOK = Duration.ofMillis(500);

  /** A demand asks for this share of the run-ahead: every answer costs the broker a transaction. */
  private static final int DEMANDS_AHEAD = 8;

  private final Wanted wanted;
  private final BatchReader reader;
  private final Publisher publisher;
  private final DemandAnswers answers;
  private final Orders orders;
  private final BooleanSupplier stopped;
  private final LongSupplier nanoTime;
  private final Progress progress;
  private long epoch;
  private long demandedTo;
  private volatile Asked asked = new Asked(0, 0, OptionalLong.empty());

  /**
   * Batches that a trainer will ever want.
   *
   * @param run of the batches
   * @param runAhead batches that the generator may be ahead
   * @param end exclusive bound
   * @param epoch the run's last rewind
   */
  record Wanted(String run, int runAhead, long end, long epoch) {
    private long bound(long next) {
      return Math.min(next + runAhead, end);
    }
  }

  /** The newest committed demand: its bound and epoch, and where it lies. */
  private record Asked(long upTo, long epoch, OptionalLong offset) {}

  /**
   * A feed.
   *
   * @param answers what the log says of the generator
   * @param orders what people want of the run
   * @param stopped whether waiting must end
   * @param nanoTime a clock that only goes forward
   * @param progress is told while a person holds the run
   */
  BatchFeed(
      Wanted wanted,
      BatchReader reader,
      Publisher publisher,
      DemandAnswers answers,
      Orders orders,
      BooleanSupplier stopped,
      LongSupplier nanoTime,
      Progress progress) {
    this.wanted = wanted;
    this.reader = reader;
    this.publisher = publisher;
    this.answers = answers;
    this.epoch = wanted.epoch();
    this.orders = orders;
    this.stopped = stopped;
    this.nanoTime = nanoTime;
    this.progress = progress;
  }

  /** Lets the generator run ahead of the batch that is wanted next, some batches at a time. */
  void demandFrom(long next) throws InterruptedException {
    long more = wanted.bound(next) - demandedTo;
    boolean rest = more > 0 && wanted.bound(next) == wanted.end();
    if (rest || more >= Math.max(1, wanted.runAhead() / DEMANDS_AHEAD)) {
      ask(next);
    }
  }

  /** The batch with this index, or empty once the feed is stopped or the run is ended. */
  Optional<TrainingBatch> next(long index) throws InterruptedException {
    long begun = nanoTime.getAsLong();
    long demanded = begun;
    boolean gap = false;
    LostBatchDetector absence = new LostBatchDetector(answers, begun);
    while (!stopped.getAsBoolean()) {
      Optional<TrainingBatch> batch = reader.poll(index);
      if (batch.isPresent()) {
        return batch;
      }
      publisher.throwFailure();
      long now = nanoTime.getAsLong();
      Kind order = order(index, now - begun);
      if (order == Kind.END) {
        return Optional.empty();
      }
      if (order == Kind.HOLD) {
        hold();
        begun = nanoTime.getAsLong();
        demanded = begun;
        absence = new LostBatchDetector(answers, begun);
        continue;
      }
      boolean firstSign = reader.passed(index) && !gap;
      if (firstSign || absence.proven(now, askedFor(index), reader.position())) {
        gap = gap || firstSign;
        demanded = now;
        rewindFor(index);
        absence.rewound(now);
      } else if (now - demanded > patience(now - begun)) {
        demanded = now;
        ask(index);
      }
    }
    return Optional.empty();
  }

  /** A trainer that waits for long is not in a hurry. */
  private static long patience(long waited) {
    return (waited < ASK_SELDOM.toNanos() ? ASK_AGAIN : ASK_SELDOM).toNanos();
  }

  /** An order holds once all batches before it are trained on, or if they do not come. */
  private Kind order(long index, long waitedNanos) {
    Order newest = orders.newest(Duration.ZERO);
    boolean due = index >= newest.batch() || waitedNanos > LATE.toNanos();
    return due ? newest.kind() : Kind.TRAIN;
  }

  /** Waits, at no cost, until the run goes on. */
  private void hold() {
    log.info("run {} is paused", wanted.run());
    progress.turnTo(Activity.PAUSED);
    while (!stopped.getAsBoolean() && orders.newest(HOLD_LOOK).kind() == Kind.HOLD) {
      publisher.throwFailure();
    }
    progress.turnTo(Activity.WAITING);
  }

  private void ask(long next) throws InterruptedException {
    demand(new Demand(wanted.run(), wanted.bound(next), null, epoch, wanted.end()));
  }

  /** Harmless where the generator has not come that far: it goes back, never forward. */
  private void rewindFor(long index) throws InterruptedException {
    epoch++;
    long from = reader.neededFrom(index);
    log.info("run {} lacks batch {}: demand is rewound (epoch {})", wanted.run(), from, epoch);
    demand(new Demand(wanted.run(), wanted.bound(index), from, epoch, wanted.end()));
  }

  private void demand(Demand demand) throws InterruptedException {
    demandedTo = demand.getUpToBatch();
    publisher.publish(
        Topics.DEMAND,
        wanted.run(),
        demand,
        place -> asked =
            new Asked(demand.getUpToBatch(), demand.getEpoch(), OptionalLong.of(place.offset())));
  }

  /** Where the answer to the demand for this batch begins; a rewind has an answer of its own. */
  private OptionalLong askedFor(long index) {
    Asked newest = asked;
    boolean asksForIt = newest.upTo() > index && newest.epoch() == epoch;
    return asksForIt ? newest.offset() : OptionalLong.empty();
  }
}
