package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.record.Demand;
import doublegrok.record.SequenceBatch;
import doublegrok.schemas.Topics;
import doublegrok.trainer.Orders.Kind;
import doublegrok.trainer.Orders.Order;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
  private final AtomicBoolean stopped = new AtomicBoolean();
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
  void asksAgainEverySecondAndRewindsEveryFiveWhileStarving() throws InterruptedException {
    stopAfter(Duration.ofSeconds(12));

    assertThat(feed(7).next(3)).isEmpty();

    List<Demand> demands = demands();
    assertThat(demands)
        .filteredOn(demand -> demand.getRewindToBatch() != null)
        .containsExactly(
            new Demand(Given.RUN, 11L, 3L, 8L, 100L), new Demand(Given.RUN, 11L, 3L, 9L, 100L));
    assertThat(demands)
        .filteredOn(demand -> demand.getRewindToBatch() == null)
        .hasSizeBetween(9, 10)
        .allMatch(demand -> demand.getUpToBatch() == 11);
  }

  @Test
  void rewindsOnceAtAGap() throws InterruptedException {
    BatchFeed feed = feed(0);
    log.append(0, 2, 3);
    log.atPoll(6, () -> log.append(1));
    log.atPoll(2, () -> log.append(2, 3));

    assertThat(List.of(0L, 1L, 2L, 3L))
        .allSatisfy(
            index -> assertThat(feed.next(index)).map(SequenceBatch::getIndex).hasValue(index));

    assertThat(demands()).containsExactly(new Demand(Given.RUN, 9L, 1L, 1L, 100L));
  }

  @Test
  void rewindsAgainAtTheSameGapOnlyAfterFiveSeconds() throws InterruptedException {
    stopAfter(Duration.ofSeconds(6));
    log.append(0, 2, 3);
    BatchFeed feed = feed(0);
    feed.next(0);

    assertThat(feed.next(1)).isEmpty();

    assertThat(demands())
        .filteredOn(demand -> demand.getRewindToBatch() != null)
        .extracting(Demand::getEpoch)
        .containsExactly(1L, 2L);
  }

  @Test
  void stopsWhenTold() throws InterruptedException {
    log.append(0);
    stopped.set(true);

    assertThat(feed(0).next(0)).isEmpty();
    assertThat(demands()).isEmpty();
  }

  @Test
  void doesNotStarveForEverWhenPublishingHasFailed() throws InterruptedException {
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
    return new BatchFeed(
        Given.RUN,
        reader,
        publisher,
        8,
        100,
        epoch,
        orders,
        stopped::get,
        () -> nanos.addAndGet(TICK));
  }

  private void stopAfter(Duration time) {
    Runnable look = () -> stopped.set(nanos.get() >= time.toNanos());
    for (int poll = 0; poll < time.toNanos() / TICK + 2; poll++) {
      log.atPoll(1, look);
    }
  }

  private List<Demand> demands() {
    publisher.close();
    return log.published(Topics.DEMAND);
  }
}
