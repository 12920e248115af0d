package doublegrok.local.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The program's own log: stderr by configuration, besides that a file of bounded size. */
public final class Logs {
  private static final String OWN = "doublegrok";
  private static final String CONSOLE = "stderr";
  private static final int OLD_FILES = 2;
  private static final long FILE_BYTES = 8 << 20;
  private static final String PATTERN =
      "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %msg%n%ex";

  private Logs() {}

  /**
   * Writes the log to a file too, with whole stack traces; three files of 8 MiB at most.
   *
   * @param file created, with its directories, when absent
   */
  public static void alsoTo(Path file) {
    LoggerContext context = context();
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(OLD_FILES);
    rolling.start();
    appender.setRollingPolicy(rolling);
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(new FileSize(FILE_BYTES));
    size.start();
    appender.setTriggeringPolicy(size);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  /**
   * Writes the log to a file, and to stderr no more than this program's own errors: for commands
   * that show progress of their own. What Kafka calls an error it often recovers from by itself.
   */
  public static void toFileInstead(Path file) {
    alsoTo(file);
    quiet();
  }

  /** Leaves stderr to this program's own errors, unless a person asked for more. */
  public static void quiet() {
    if (context().getLogger(OWN).isDebugEnabled()) {
      return;
    }
    Filter<ILoggingEvent> ownErrors = new Filter<>() {
      @Override
      public FilterReply decide(ILoggingEvent event) {
        boolean own = event.getLoggerName().startsWith(OWN + ".");
        boolean error = event.getLevel().isGreaterOrEqual(Level.ERROR);
        return own && error ? FilterReply.NEUTRAL : FilterReply.DENY;
      }
    };
    ownErrors.start();
    Optional.ofNullable(context().getLogger(Logger.ROOT_LOGGER_NAME).getAppender(CONSOLE))
        .ifPresent(console -> console.addFilter(ownErrors)); // another configuration has none
  }

  /** Lets doublegrok's own loggers say everything. */
  public static void verbose() {
    context().getLogger(OWN).setLevel(Level.DEBUG);
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
