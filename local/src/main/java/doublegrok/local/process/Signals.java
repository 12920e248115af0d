package doublegrok.local.process;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * The operating system's signals. Java hears a second Ctrl-C only through sun.misc.Signal, and
 * javac warns of that class in a way that cannot be silenced; so this one class names it by
 * reflection.
 */
final class Signals {
  private static final Duration KILLED_WITHIN = Duration.ofSeconds(2);

  private Signals() {}

  /**
   * Takes a signal over.
   *
   * @param name without SIG, for example {@code INT}
   * @param onSignal is given the signal's number, on a thread of its own
   * @return how to give the signal back; empty where the platform lacks it or the JVM keeps it
   */
  static Optional<Runnable> take(String name, IntConsumer onSignal) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object signal = signals.getConstructor(String.class).newInstance(name);
      int number = (int) signals.getMethod("getNumber").invoke(signal);
      Object handler = Proxy.newProxyInstance(
          Signals.class.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, arguments) -> {
            onSignal.accept(number);
            return null;
          });
      Object before = signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
      return Optional.of(() -> giveBack(signals, handlers, signal, before));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  /** The number of a signal; 0 where the platform lacks it. */
  static int number(String name) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Object signal = signals.getConstructor(String.class).newInstance(name);
      return (int) signals.getMethod("getNumber").invoke(signal);
    } catch (ReflectiveOperationException e) {
      return 0;
    }
  }

  /**
   * Ends the process as the signal by itself would: at once, running nothing more. A native library
   * that still computes would otherwise have its memory cleared from under it, and crash.
   *
   * @param name without SIG; where the platform lacks it, this returns
   */
  static void endBy(String name) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object signal = signals.getConstructor(String.class).newInstance(name);
      Object standard = handlers.getField("SIG_DFL").get(null);
      signals.getMethod("handle", signals, handlers).invoke(null, signal, standard);
      // Java raises only signals that it handles itself.
      new ProcessBuilder(
              "kill", "-" + name, Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor(KILLED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ReflectiveOperationException | IOException e) {
      // Then the process ends as it can.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void giveBack(Class<?> signals, Class<?> handlers, Object signal, Object before) {
    try {
      signals.getMethod("handle", signals, handlers).invoke(null, signal, before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a signal could not be given back", e);
    }
  }
}
