package doublegrok.local.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Turns Ctrl-C (and the two signals by which systems stop a program) into a wish to stop: the first
 * asks, the second ends the process at once, and so does the first when closing takes too long.
 *
 * <p>Open it before what must be closed, so that it is closed after. Commands that do not open one
 * end at the first signal, as any program does.
 */
public final class StopSignal implements AutoCloseable {
  /** Time to close in; longer than each part's own bound, shorter than a person's patience. */
  public static final Duration GRACE = Duration.ofSeconds(5);

  private static final int EXIT_CODE_BASE = 128;
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  /** What batch systems say to a job whose place is needed, or whose time is up. */
  private static final List<String> GIVING_BACK = List.of("TERM", "USR1");

  private static final int GIVEN_BACK = 75; // EX_TEMPFAIL of sysexits.h: try again later

  private final Duration grace;
  private final IntConsumer halt;
  private final List<Runnable> giveBack = new ArrayList<>();
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger exitCode = new AtomicInteger();

  StopSignal(Duration grace, IntConsumer halt) {
    this.grace = grace;
    this.halt = halt;
  }

  /** Takes the signals over until closed. */
  public static StopSignal open() {
    StopSignal stop = new StopSignal(GRACE, StopSignal::end);
    for (String name : SIGNALS) {
      Signals.take(name, stop::request).ifPresent(stop.giveBack::add);
    }
    return stop;
  }

  /**
   * The same for a program whose work others can go on with: SIGTERM, and SIGUSR1 as well, then
   * ask it to give the work back, and its exit code says that it did.
   *
   * @param grace time to close in
   */
  public static StopSignal givingBack(Duration grace) {
    StopSignal stop = new StopSignal(grace, StopSignal::end);
    for (String name : List.of("INT", "HUP")) {
      Signals.take(name, stop::request).ifPresent(stop.giveBack::add);
    }
    for (String name : GIVING_BACK) {
      Signals.take(name, number -> stop.ask(GIVEN_BACK)).ifPresent(stop.giveBack::add);
    }
    return stop;
  }

  /**
   * Ends the process by the signal that this exit code stands for, if something still runs in it;
   * else returns. Java's own way out would crash a native computation.
   */
  public static void endIfComputing(int code) {
    boolean computing = Thread.getAllStackTraces().keySet().stream()
        .anyMatch(each -> each != Thread.currentThread() && !each.isDaemon() && each.isAlive());
    if (computing && (code > EXIT_CODE_BASE || code == GIVEN_BACK)) {
      end(code);
    }
  }

  private static void end(int code) {
    SIGNALS.stream()
        .filter(name -> code == EXIT_CODE_BASE + Signals.number(name))
        .forEach(Signals::endBy);
    Runtime.getRuntime().halt(code);
  }

  /** Whether someone asked this process to stop. */
  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /**
   * Waits for the wish to stop.
   *
   * @return whether it came in time
   */
  public boolean await(Duration atMost) throws InterruptedException {
    return requested.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What the process should exit with: 0 without a wish to stop, 130 after Ctrl-C. */
  public int exitCode() {
    return exitCode.get();
  }

  /** Gives the signals back. */
  @Override
  public void close() {
    closed.countDown();
    giveBack.forEach(Runnable::run);
    giveBack.clear();
  }

  /** What a signal does. */
  void request(int signalNumber) {
    ask(EXIT_CODE_BASE + signalNumber);
  }

  private void ask(int code) {
    if (!exitCode.compareAndSet(0, code)) {
      halt.accept(code);
      return;
    }
    requested.countDown();
    Thread watch = new Thread(() -> haltWhenLate(code), "stop-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private void haltWhenLate(int code) {
    try {
      if (!closed.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        halt.accept(code);
      }
    } catch (InterruptedException e) {
      halt.accept(code);
    }
  }
}
