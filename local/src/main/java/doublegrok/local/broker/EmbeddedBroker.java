package doublegrok.local.broker;

import doublegrok.local.check.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A real Kafka broker, its own controller, in this process; on the loopback interface only, unless
 * its clients must know a token.
 *
 * <p>What {@link KafkaRaftServer} does, with three changes: the sockets are bound beforehand, a
 * fatal fault is remembered instead of ending the process, and closing takes seconds at most. Meant
 * to be the only one of its process.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration CONTROLLED_SHUTDOWN = Duration.ofSeconds(2);
  private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(4);

  private final Path directory;
  private final BrokerListener listener;
  private final BoundSockets sockets;
  private final BrokerFailure failure = new BrokerFailure();
  private final ControllerServer controller;
  private final BrokerServer broker;
  private boolean closed;

  private EmbeddedBroker(
      Path directory, BrokerListener listener, BoundSockets sockets, Map<String, String> further) {
    this.directory = directory;
    this.listener = listener;
    this.sockets = sockets;
    KafkaConfig config = BrokerSettings.of(directory, listener.host(), sockets, further);
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> onDisk =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    Metrics metrics =
        Server.initializeMetrics(config, Time.SYSTEM, onDisk._1().clusterId().orElseThrow());
    SharedServer shared = new SharedServer(
        config,
        onDisk._1(),
        Time.SYSTEM,
        metrics,
        CompletableFuture.completedFuture(
            QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
        List.of(),
        failure,
        sockets);
    this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), onDisk._2());
    this.broker = new BrokerServer(shared);
  }

  /**
   * Starts on any free port.
   *
   * @param directory for Kafka alone; created and formatted when absent
   * @throws RefusedException when the directory cannot be used or is in use
   */
  public static EmbeddedBroker start(Path directory) {
    return start(directory, 0);
  }

  /**
   * Starts; takes a few seconds.
   *
   * @param directory for Kafka alone; created and formatted when absent
   * @param port to listen on, 0 for any free one
   * @throws RefusedException when directory or port cannot be used
   */
  public static EmbeddedBroker start(Path directory, int port) {
    return start(directory, port, Map.of());
  }

  /**
   * Starts with further settings of Kafka, such as logins and rights.
   *
   * @param directory for Kafka alone; created and formatted when absent
   * @param port to listen on, 0 for any free one
   * @param further Kafka's settings that win over the usual ones
   * @throws RefusedException when directory or port cannot be used
   */
  public static EmbeddedBroker start(Path directory, int port, Map<String, String> further) {
    return start(directory, BrokerListener.here(port), further);
  }

  /**
   * Starts where others may reach it.
   *
   * @param directory for Kafka alone; created and formatted when absent
   * @throws RefusedException when directory or listener cannot be used
   */
  public static EmbeddedBroker start(Path directory, BrokerListener listener) {
    return start(directory, listener, listener.settings());
  }

  private static EmbeddedBroker start(
      Path directory, BrokerListener listener, Map<String, String> further) {
    Path absolute = directory.toAbsolutePath().normalize();
    boolean inHaste = LogDirectory.wasLeftInHaste(absolute);
    LogDirectory.prepare(absolute);
    BoundSockets sockets = BoundSockets.open(listener);
    EmbeddedBroker broker;
    try {
      broker = new EmbeddedBroker(absolute, listener, sockets, further);
    } catch (RuntimeException e) {
      sockets.close();
      throw refused(absolute, e);
    }
    try {
      broker.startUp(inHaste);
      return broker;
    } catch (Exception e) { // Scala throws checked ones without saying so.
      broker.close();
      throw refused(absolute, e);
    }
  }

  /** The address for clients, {@code host:port}. */
  public String bootstrap() {
    return listener.host() + ":" + sockets.brokerPort();
  }

  /** The same as a person writes it: one that asks for the token begins with its scheme. */
  public String address() {
    return listener.written(sockets.brokerPort());
  }

  /** The address of its controller, {@code host:port}. */
  String controller() {
    return "127.0.0.1:" + sockets.controllerPort();
  }

  /** Where the data lie. */
  public Path directory() {
    return directory;
  }

  /** Why this broker can no longer serve; empty while it can. Its owner should then close it. */
  public Optional<String> failure() {
    return failure.reason();
  }

  /** Writes out what is in memory and stops, within a few seconds; what is late is left behind. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    forgetAddress();
    Thread stopping = new Thread(this::shutDown, "embedded-broker-close");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(CLOSE_AT_MOST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (stopping.isAlive()) {
      LOG.warn(
          "The embedded broker in {} did not stop within {} s; its next start checks its files",
          directory,
          CLOSE_AT_MOST.toSeconds());
    }
    sockets.close();
  }

  private void startUp(boolean inHaste) throws IOException {
    failure.takeOverExit();
    long begin = System.nanoTime();
    BrokerAddress.delete(directory);
    controller.startup();
    broker.startup();
    failure().ifPresent(reason -> {
      throw new IllegalStateException(reason);
    });
    if (inHaste) {
      TornTransactions.undo(bootstrap(), listener.client());
    }
    BrokerAddress.write(directory, address());
    LOG.info(
        "Kafka broker at {} (data in {}) started in {} ms",
        bootstrap(),
        directory,
        (System.nanoTime() - begin) / 1_000_000);
  }

  /** Whoever looks for a broker from now on waits until the directory is free. */
  private void forgetAddress() {
    try {
      BrokerAddress.delete(directory);
    } catch (IOException e) {
      LOG.warn("The broker's address stays in {}: {}", directory, e.toString());
    }
  }

  private void shutDown() {
    try {
      broker.shutdown(CONTROLLED_SHUTDOWN);
    } catch (RuntimeException e) {
      LOG.warn("The broker did not stop cleanly", e);
    }
    try {
      controller.shutdown();
    } catch (RuntimeException e) {
      LOG.warn("The controller did not stop cleanly", e);
    }
  }

  private static RefusedException refused(Path directory, Exception cause) {
    if (cause instanceof RefusedException refusal) {
      return refusal;
    }
    return new RefusedException(
        ("the Kafka broker in %s did not start (%s): if a file there is damaged, bring the"
                + " directory back from a copy; another directory starts a new one")
            .formatted(directory, cause.getMessage()),
        cause);
  }
}
