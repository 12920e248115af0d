package doublegrok.trainer;

import doublegrok.log.BrokerFaults;
import doublegrok.log.KafkaSettings;
import doublegrok.log.KafkaUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits one transaction after the other, each once, also over a broker's absence: what is
 * undecided is asked for again, and what was aborted meanwhile is sent again, unless another
 * trainer has opened the run.
 */
final class Transactions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Transactions.class);
  static final Duration OPENED_WITHIN = Duration.ofSeconds(60);
  private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

  /** A coordinator aborts what was open for longer; fencing that comes sooner is another's work. */
  private static final Duration OUTAGE_MIN = Duration.ofSeconds(20);

  /** How long another trainer may take from its first sign to the event that opens the run. */
  private static final Duration HEIR_OPENS_WITHIN = Duration.ofSeconds(20);

  private final String run;
  private final Supplier<? extends Producer<String, byte[]>> producers;
  private final TransactionFate testimony;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private final List<String> rightful;
  private Producer<String, byte[]> producer; // guarded by this where it is set
  private boolean closed; // guarded by this
  private boolean heldUp;

  /** A little while between two attempts. */
  interface Pause {
    void take() throws InterruptedException;
  }

  /** Another trainer has opened the run. */
  static final class TakenOverException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TakenOverException(String run, Throwable cause) {
      super("another trainer has taken over run '%s'; this one stops".formatted(run), cause);
    }
  }

  private Transactions(
      String run,
      String trainer,
      Supplier<? extends Producer<String, byte[]>> producers,
      TransactionFate testimony,
      LongSupplier nanoTime,
      Pause pause) {
    this.run = run;
    this.producers = producers;
    this.testimony = testimony;
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.rightful = new ArrayList<>(List.of(trainer));
  }

  /**
   * Opens a run's transactions; any other trainer of the same run is fenced from here on.
   *
   * @param trainer the identity under which this trainer will open the run
   * @param producers makes a producer with the run's transactional id, again and again
   * @param nanoTime a clock that only goes forward
   * @throws RuntimeException as the last attempt throws it, if the broker does not answer
   */
  static Transactions open(
      String run,
      String trainer,
      Supplier<? extends Producer<String, byte[]>> producers,
      TransactionFate testimony,
      LongSupplier nanoTime,
      Pause pause)
      throws InterruptedException {
    Transactions opened = new Transactions(run, trainer, producers, testimony, nanoTime, pause);
    try {
      long until = nanoTime.getAsLong() + OPENED_WITHIN.toNanos();
      opened.begin(until);
      opened.asked(testimony::openedBy, until).ifPresent(opened.rightful::add);
      return opened;
    } catch (RuntimeException | InterruptedException refused) {
      opened.close();
      throw refused;
    }
  }

  /**
   * Commits these records together.
   *
   * @return where each of them is on the log
   * @throws TakenOverException if another trainer has opened the run
   * @throws RuntimeException if the broker is away for too long, or refuses them
   */
  List<RecordMetadata> commit(List<ProducerRecord<String, byte[]>> records)
      throws InterruptedException {
    long until = nanoTime.getAsLong() + KafkaSettings.BROKER_AWAY_MAX.toNanos();
    while (true) {
      long begun = nanoTime.getAsLong();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      try {
        producer.beginTransaction();
        for (ProducerRecord<String, byte[]> each : records) {
          sent.add(producer.send(each)); // a send that fails makes the commit fail
        }
        commit(until);
        goOn();
        return places(sent).orElseThrow();
      } catch (KafkaException broken) {
        requirePassing(broken, until);
        boolean sudden = nanoTime.getAsLong() - begun < OUTAGE_MIN.toNanos();
        beginAgain(broken, fenced(broken) && sudden, until);
        Optional<List<RecordMetadata>> places = places(sent);
        if (places.isPresent() && committed(places.get(), until)) {
          goOn();
          return places.get();
        }
      }
    }
  }

  /** Whoever waits for an answer of the broker waits no longer. */
  @Override
  public void close() {
    Optional<Producer<String, byte[]>> last;
    synchronized (this) {
      closed = true;
      last = Optional.ofNullable(producer);
    }
    last.ifPresent(each -> each.close(CLOSE_WITHIN));
  }

  /** Kafka allows to ask again for a commit that timed out, and nothing else. */
  private void commit(long until) throws InterruptedException {
    while (true) {
      try {
        producer.commitTransaction();
        return;
      } catch (TimeoutException undecided) {
        requirePassing(undecided, until);
        pause.take();
      }
    }
  }

  /** Unless the run is another's: then nothing more is published here. */
  private void beginAgain(KafkaException broken, boolean sudden, long until)
      throws InterruptedException {
    producer.close(Duration.ZERO);
    long heir = nanoTime.getAsLong() + (sudden ? HEIR_OPENS_WITHIN.toNanos() : 0);
    requireRightful(broken, until);
    while (nanoTime.getAsLong() < heir) {
      pause.take();
      requireRightful(broken, until);
    }
    begin(until);
    requireRightful(broken, until); // from here on any other is fenced
  }

  private void requireRightful(KafkaException broken, long until) throws InterruptedException {
    Optional<String> owner = asked(testimony::openedBy, until);
    if (owner.isPresent() && !rightful.contains(owner.get())) {
      throw new TakenOverException(run, broken);
    }
  }

  private void begin(long until) throws InterruptedException {
    asked(
        () -> {
          Producer<String, byte[]> fresh = adopted(producers.get());
          try {
            fresh.initTransactions();
            return fresh;
          } catch (RuntimeException refused) {
            fresh.close(Duration.ZERO);
            throw refused;
          }
        },
        until);
  }

  private synchronized Producer<String, byte[]> adopted(Producer<String, byte[]> fresh) {
    if (closed) {
      fresh.close(Duration.ZERO);
      throw new IllegalStateException("closed meanwhile");
    }
    producer = fresh;
    return fresh;
  }

  /** A commit is sent once every record is acknowledged, and then holds for all or none. */
  private boolean committed(List<RecordMetadata> places, long until) throws InterruptedException {
    RecordMetadata last = places.get(places.size() - 1);
    return asked(() -> testimony.committed(last), until);
  }

  private <A> A asked(Supplier<A> question, long until) throws InterruptedException {
    while (true) {
      try {
        return question.get();
      } catch (KafkaException | KafkaUnreachableException away) {
        requirePassing(away, until);
        pause.take();
      }
    }
  }

  private void requirePassing(RuntimeException broken, long until) throws InterruptedException {
    if (broken instanceof InterruptException) {
      throw new InterruptedException(broken.getMessage());
    }
    boolean passing = broken instanceof KafkaUnreachableException || BrokerFaults.passing(broken);
    if (!passing || nanoTime.getAsLong() >= until) {
      throw broken;
    }
    if (!heldUp) {
      heldUp = true;
      log.warn("Kafka takes no records of run {}; they wait for it: {}", run, broken.toString());
    }
  }

  private void goOn() {
    if (heldUp) {
      heldUp = false;
      log.info("Kafka takes the records of run {} again", run);
    }
  }

  /** Where the records are, if every one was acknowledged. */
  private static Optional<List<RecordMetadata>> places(List<Future<RecordMetadata>> sent)
      throws InterruptedException {
    List<RecordMetadata> places = new ArrayList<>();
    for (Future<RecordMetadata> each : sent) {
      if (!each.isDone()) {
        return Optional.empty();
      }
      try {
        places.add(each.get());
      } catch (ExecutionException unacknowledged) {
        return Optional.empty();
      }
    }
    return Optional.of(places);
  }

  private static boolean fenced(KafkaException broken) {
    return BrokerFaults.causedBy(ProducerFencedException.class, broken)
        || BrokerFaults.causedBy(InvalidProducerEpochException.class, broken);
  }
}
