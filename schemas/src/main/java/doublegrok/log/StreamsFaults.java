package doublegrok.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handler of failed threads of Kafka Streams: another takes its place if the broker was only away,
 * a bounded number of times; everything else ends the service.
 */
final class StreamsFaults implements StreamsUncaughtExceptionHandler {
  static final int REPLACED_MAX = 10;
  static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Logger log = LoggerFactory.getLogger(StreamsFaults.class);

  private final String service;
  private final LongSupplier nanoTime;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final Deque<Long> replaced = new ArrayDeque<>(); // guarded by this

  /**
   * A handler.
   *
   * @param service in words, for people
   * @param nanoTime a clock that only goes forward
   */
  StreamsFaults(String service, LongSupplier nanoTime) {
    this.service = service;
    this.nanoTime = nanoTime;
  }

  /** Completes once the service has failed for good, with one sentence and its cause. */
  CompletableFuture<Throwable> failure() {
    return failure;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable thrown) {
    boolean passing =
        BrokerFaults.passing(thrown) || BrokerFaults.causedBy(TaskMigratedException.class, thrown);
    if (passing && mayReplace()) {
      log.warn("{} begins anew: {}", service, thrown.toString());
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    String sentence = passing
        ? "%s has lost the broker %d times within %d minutes: %s"
            .formatted(service, REPLACED_MAX + 1, WITHIN.toMinutes(), root(thrown))
        : "%s cannot go on: %s".formatted(service, root(thrown));
    log.error(sentence, thrown);
    failure.complete(new IllegalStateException(sentence, thrown));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private synchronized boolean mayReplace() {
    long now = nanoTime.getAsLong();
    while (!replaced.isEmpty() && now - replaced.getFirst() > WITHIN.toNanos()) {
      replaced.removeFirst();
    }
    if (replaced.size() >= REPLACED_MAX) {
      return false;
    }
    replaced.addLast(now);
    return true;
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; depth < 20 && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    return root;
  }
}
