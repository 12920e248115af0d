package doublegrok.local.command;

import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.check.FreePort;
import doublegrok.local.check.OpenFiles;
import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.Command;
import doublegrok.local.process.ClockWatch;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.Logs;
import doublegrok.local.process.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Runs the embedded broker alone, for services of other processes. */
@CommandLine.Command(
    name = "broker",
    description = "Run a Kafka broker on this machine until Ctrl-C; prints its address.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok broker --dir data --port 9092")
final class BrokerCommand extends Command {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = DataDirectory.DEFAULT,
      description = "Where its data lie (default: ${DEFAULT-VALUE}).")
  private Path directory;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9092",
      description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    new FreePort(port, "--port").require();
    OpenFiles.here().require();
    DataDirectory data =
        new DataDirectory(directory).forBroker().prepare(DataDirectory.MINIMUM_FREE_BYTES);
    Logs.toFileInstead(data.logFile());
    try (StopSignal stop = StopSignal.open();
        EmbeddedBroker broker = EmbeddedBroker.start(data.kafka(), port)) {
      out().println(broker.bootstrap());
      out().flush();
      progress("Kafka runs at %s, data in %s, its log in %s; Ctrl-C stops it."
          .formatted(broker.bootstrap(), data.kafka(), data.logFile()));
      serve(broker, stop);
      progress("Stopping.");
      return stop.exitCode();
    }
  }

  private void serve(EmbeddedBroker broker, StopSignal stop) throws InterruptedException {
    ClockWatch clock = ClockWatch.ofMachine();
    while (!stop.await(LOOK_EVERY)) {
      clock.setBack().ifPresent(this::progress);
      broker.failure().ifPresent(reason -> {
        throw new RefusedException("the Kafka broker stopped by itself: " + reason
            + "; what was committed is kept: see its log and the free disk space, then start"
            + " again");
      });
    }
  }
}
