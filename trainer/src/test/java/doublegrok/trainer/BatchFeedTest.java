package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.log.Topics;
import doublegrok.record.Demand;
import doublegrok.trainer.Orders.Kind;
import doublegrok.trainer.Orders.Order;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class BatchFeedTest {
  private static final long TICK = Duration.ofMillis(100).toNanos();

  private final FakeLog log = new FakeLog();
  private final BatchReader reader = log.reader(OptionalLong.empty());
  private final Publisher publisher = log.publisher();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong looks = new AtomicLong();
  private BooleanSupplier stopped = () -> false;
  private int runAhead = 8;
  private OptionalLong answered = OptionalLong.empty();
  private Orders orders = wait -> Order.NONE;

  @Test
  void demandsSomeBatchesAheadButNoneThatIsNeverWanted() throws InterruptedException {
    BatchFeed feed = feed(0);

    feed.demandFrom(0);
    feed.demandFrom(95);

    assertThat(demands())
        .containsExactly(
            new Demand(Given.RUN, 8L, null, 0L, 100L), new Demand(Given.RUN, 100L, null, 0L, 100L));
  }

  @Test
  void demandsAShareOfTheRunAheadAtOnceAndTheRestAtTheEnd() throws InterruptedException {
    runAhead = 24; // an eighth are 3

    BatchFeed feed = feed(0);
    for (long next = 0; next <= 100; next++) {
      feed.demandFrom(next);
    }

    assertThat(demands().stream().map(Demand::getUpToBatch))
        .startsWith(24L, 27L, 30L)
        .endsWith(96L, 99L, 100L)
        .hasSize(27);
  }

  @Test
  void asksAgainEverySecondAndLaterEveryTenButNeverRewindsOnTimeAlone()
      throws InterruptedException {
    stopAfter(Duration.ofMinutes(5));

    assertThat(feed(7).next(3)).isEmpty();

    assertThat(demands())
        .hasSizeBetween(36, 40)
        .allMatch(demand -> demand.equals(new Demand(Given.RUN, 11L, null, 7L, 100L)));
  }

  @Test
  void rewindsWhatTheGeneratorHasAnsweredAndTheLogDoesNotHold() throws InterruptedException {
    answered = OptionalLong.of(0);
    stopped = () -> rewinds().size() >= 2;

    assertThat(feed(7).next(3)).isEmpty();

    publisher.close();
    assertThat(rewinds().subList(0, 2))
        .containsExactly(
            new Demand(Given.RUN, 11L, 3L, 8L, 100L), new Demand(Given.RUN, 11L, 3L, 9L, 100L));
  }

  @Test
  void doesNotRewindWhileSomethingOnTheLogIsHidden() throws InterruptedException {
    answered = OptionalLong.of(1); // the log is read up to 0
    long hour = Duration.ofHours(1).toNanos();
    AtomicLong end = new AtomicLong(Long.MAX_VALUE);
    // The clock jumps and the publisher does not: an hour counts from the first look on.
    stopped =
        () -> looks.get() > 0 && nanos.get() >= end.accumulateAndGet(nanos.get() + hour, Math::min);

    assertThat(feed(7).next(3)).isEmpty();

    publisher.close();
    assertThat(rewinds()).isEmpty();
    assertThat(looks).hasPositiveValue();
  }

  @Test
  void rewindsOnceAtAGap() throws InterruptedException {
    BatchFeed feed = feed(0);
    log.append(0, 2, 3);
    log.atPoll(6, () -> log.append(1));
    log.atPoll(2, () -> log.append(2, 3));

    for (long index = 0; index < 4; index++) {
      assertThat(feed.next(index)).map(TrainingBatch::index).hasValue(index);
    }

    assertThat(demands()).containsExactly(new Demand(Given.RUN, 9L, 1L, 1L, 100L));
  }

  @Test
  void rewindsToTheBatchThatHasTheSequences() throws InterruptedException {
    BatchFeed feed = feed(0);
    log.append(Given.repeated(5, 3));
    log.append(Given.repeated(6, 3));
    log.atPoll(3, () -> {
      log.append(3);
      log.append(Given.repeated(4, 3));
      log.append(Given.repeated(5, 3));
      log.append(Given.repeated(6, 3));
    });

    assertThat(feed.next(5)).map(TrainingBatch::index).hasValue(5L);
    assertThat(feed.next(6)).map(TrainingBatch::index).hasValue(6L);

    assertThat(demands()).containsExactly(new Demand(Given.RUN, 13L, 3L, 1L, 100L));
  }

  @Test
  void rewindsAgainAtTheSameGapOnlyIfTheFirstRewindWasAnswered() throws InterruptedException {
    log.append(0, 2, 3);
    BatchFeed feed = feed(0);
    feed.next(0);
    answered = OptionalLong.of(3);
    stopped = () -> rewinds().size() >= 2;

    assertThat(feed.next(1)).isEmpty();

    publisher.close();
    assertThat(rewinds().subList(0, 2)).extracting(Demand::getEpoch).containsExactly(1L, 2L);
  }

  @Test
  void stopsWhenTold() throws InterruptedException {
    log.append(0);
    stopped = () -> true;

    assertThat(feed(0).next(0)).isEmpty();
    assertThat(demands()).isEmpty();
  }

  @Test
  void doesNotStarveForEverWhenPublishingHasFailed() throws InterruptedException {
    log.testimony.owner = Optional.of("another trainer");
    log.producer.commitTransactionException = new ProducerFencedException("a newer one");
    BatchFeed feed = feed(0);
    feed.demandFrom(0);

    assertThatThrownBy(() -> feed.next(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another trainer has taken over");
  }

  @Test
  void anEndedRunIsTrainedUpToWhereItEnds() throws InterruptedException {
    orders = wait -> new Order(Kind.END, 2);
    log.append(0, 1);
    BatchFeed feed = feed(0);

    assertThat(feed.next(0)).isPresent();
    assertThat(feed.next(1)).isPresent();
    assertThat(feed.next(2)).isEmpty();
    assertThat(demands()).isEmpty();
  }

  @Test
  void anEndedRunDoesNotWaitForeverForABatchThatIsLost() throws InterruptedException {
    orders = wait -> new Order(Kind.END, 2);

    assertThat(feed(0).next(0)).isEmpty();
  }

  @Test
  void aHeldRunAsksForNothingAndGoesOnWhenItIsLetGo() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    orders = wait -> new Order(looks.incrementAndGet() < 200 ? Kind.HOLD : Kind.TRAIN, 0);
    log.atPoll(2, () -> log.append(0));

    assertThat(feed(0).next(0)).isPresent();
    assertThat(looks).hasValueGreaterThanOrEqualTo(200);
    assertThat(demands()).isEmpty();
  }

  private BatchFeed feed(long epoch) {
    DemandAnswers answers = offset -> {
      looks.incrementAndGet();
      return answered;
    };
    return new BatchFeed(
        new BatchFeed.Wanted(Given.RUN, runAhead, 100, epoch),
        reader,
        publisher,
        answers,
        wait -> orders.newest(wait),
        () -> stopped.getAsBoolean(),
        () -> nanos.addAndGet(TICK),
        log.metrics.progress());
  }

  private void stopAfter(Duration time) {
    stopped = () -> nanos.get() >= time.toNanos();
  }

  private List<Demand> demands() {
    publisher.close();
    return log.published(Topics.DEMAND);
  }

  private List<Demand> rewinds() {
    return log.published(Topics.DEMAND).stream()
        .filter(demand -> demand.getRewindToBatch() != null)
        .toList();
  }
}
