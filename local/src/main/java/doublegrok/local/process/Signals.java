package doublegrok.local.process;

import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The operating system's signals. Java hears a second Ctrl-C only through sun.misc.Signal, and
 * javac warns of that class in a way that cannot be silenced; so this one class names it by
 * reflection.
 */
final class Signals {
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

  private static void giveBack(Class<?> signals, Class<?> handlers, Object signal, Object before) {
    try {
      signals.getMethod("handle", signals, handlers).invoke(null, signal, before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a signal could not be given back", e);
    }
  }
}
