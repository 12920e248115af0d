package doublegrok.trainer;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the upkeep beside training, which never waits for it and never fails because of it. Wishes
 * that come during a pass are one wish.
 */
final class UpkeepThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UpkeepThread.class);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Pass pass;
  private final Consumer<String> alarm;
  private final BlockingQueue<Boolean> wishes = new ArrayBlockingQueue<>(1);
  private final Set<Class<?>> told = new HashSet<>();
  private final Thread thread;
  private volatile boolean closing;

  /** One round of upkeep. */
  interface Pass {
    void run(Runnable again) throws InterruptedException;
  }

  private UpkeepThread(String run, Pass pass, Consumer<String> alarm) {
    this.pass = pass;
    this.alarm = alarm;
    this.thread = new Thread(this::work, "upkeep-" + run);
    this.thread.setDaemon(true);
  }

  /**
   * Starts the thread.
   *
   * @param alarm is told why a pass failed, once for each kind of failure
   */
  static UpkeepThread start(String run, Pass pass, Consumer<String> alarm) {
    UpkeepThread upkeep = new UpkeepThread(run, pass, alarm);
    upkeep.thread.start();
    return upkeep;
  }

  /** Wishes for a pass; returns at once. */
  void soon() {
    boolean unused = wishes.offer(true); // if there is a wish already, it serves for both
  }

  /** Does what is wished for already, within a bound; what is left is done at the next opening. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  private void work() {
    try {
      while (!closing || !wishes.isEmpty()) {
        if (wishes.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS) != null) {
          attempt();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() throws InterruptedException {
    try {
      pass.run(this::soon);
    } catch (RuntimeException failure) {
      if (Thread.currentThread().isInterrupted()) { // Kafka's clients have their own exception
        throw new InterruptedException("closed during a pass");
      }
      log.warn("the upkeep of checkpoints fails: {}", failure.toString(), failure);
      if (told.add(failure.getClass())) {
        tell("the upkeep of checkpoints fails: " + failure.getMessage());
      }
    }
  }

  private void tell(String sentence) {
    try {
      alarm.accept(sentence);
    } catch (IllegalStateException untold) { // the publisher has failed, which training will meet
      log.warn("no alarm could be given: {}", untold.toString());
    }
  }
}
