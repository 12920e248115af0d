package doublegrok.local.command;

import doublegrok.local.broker.BrokerListener;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.check.FreePort;
import doublegrok.local.check.OpenFiles;
import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.TokenOptions;
import doublegrok.local.process.ClockWatch;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.Logs;
import doublegrok.local.process.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the embedded broker alone, for services of other processes. */
@CommandLine.Command(
    name = "broker",
    description = "Run a Kafka broker on this machine until Ctrl-C; prints its address.",
    footerHeading = "%nExample:%n",
    footer = {
      "  doublegrok broker --dir data --port 9092",
      "  doublegrok broker --dir data --listen head.cluster --token-file token"
    })
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

  @Option(
      names = "--listen",
      paramLabel = "HOST",
      description = {
        "Address by which other machines reach this one; needs a token (default: this machine",
        "alone). Its clients name it as scram://HOST:PORT, and log in with the token."
      })
  private String host;

  @Mixin
  private TokenOptions token;

  @Override
  public Integer call() throws InterruptedException {
    BrokerListener listener = listener();
    OpenFiles.here().require();
    DataDirectory data =
        new DataDirectory(directory).forBroker().prepare(DataDirectory.MINIMUM_FREE_BYTES);
    Logs.toFileInstead(data.logFile());
    try (StopSignal stop = StopSignal.open();
        EmbeddedBroker broker = EmbeddedBroker.start(data.kafka(), listener)) {
      out().println(broker.address());
      out().flush();
      progress("Kafka runs at %s, data in %s, its log in %s; Ctrl-C stops it."
          .formatted(broker.address(), data.kafka(), data.logFile()));
      serve(broker, stop);
      progress("Stopping.");
      return stop.exitCode();
    }
  }

  private BrokerListener listener() {
    if (host == null) {
      new FreePort(port, "--port").require();
      return BrokerListener.here(port);
    }
    String secret = token
        .text(System.getenv())
        .orElseThrow(() -> new IllegalArgumentException(
            ("--listen %s needs a token, for whoever reaches this broker could do anything to the"
                    + " runs; give it with --token-file FILE or in DOUBLEGROK_TOKEN")
                .formatted(host)));
    return BrokerListener.at(host, port, secret);
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
