package doublegrok.local.broker;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers the first fatal fault, where Kafka alone would have ended the whole process. */
final class BrokerFailure implements FaultHandlerFactory {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerFailure.class);

  private final AtomicReference<String> first = new AtomicReference<>();

  /** Takes over Kafka's ways of ending the process; the last broker started hears of them. */
  void takeOverExit() {
    Exit.setExitProcedure(this::wouldHaveExited);
    Exit.setHaltProcedure(this::wouldHaveExited);
  }

  Optional<String> reason() {
    return Optional.ofNullable(first.get());
  }

  @Override
  public FaultHandler build(String name, boolean fatal, Runnable action) {
    if (!fatal) {
      return new LoggingFaultHandler(name, action);
    }
    return (message, cause) -> {
      record(name + ": " + message + (cause == null ? "" : " (" + cause + ")"), cause);
      action.run();
      return new IllegalStateException(name + ": " + message, cause);
    };
  }

  private void wouldHaveExited(int status, String message) {
    String reason = message == null ? "Kafka wanted to exit with status " + status : message;
    IllegalStateException cause = new IllegalStateException(reason);
    record(reason, cause);
    // Kafka's code after an exit must not run.
    throw cause;
  }

  private void record(String reason, Throwable cause) {
    if (first.compareAndSet(null, reason)) {
      LOG.error("The embedded broker failed: {}", reason, cause);
    }
  }
}
