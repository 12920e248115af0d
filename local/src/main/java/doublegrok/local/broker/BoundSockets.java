package doublegrok.local.broker;

import doublegrok.local.check.RefusedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two listening sockets, bound before Kafka starts: so a port picked as free cannot be taken by
 * someone else before Kafka gets to it.
 */
final class BoundSockets implements ServerSocketFactory, AutoCloseable {
  /** Kafka's names of the two listeners. */
  static final String BROKER = "BROKER";

  static final String CONTROLLER = "CONTROLLER";

  private final ServerSocketChannel broker;
  private final ServerSocketChannel controller;

  private BoundSockets(ServerSocketChannel broker, ServerSocketChannel controller) {
    this.broker = broker;
    this.controller = controller;
  }

  /**
   * Binds both to the loopback interface.
   *
   * @param brokerPort 0 for any free one
   * @throws RefusedException when the port is taken
   */
  static BoundSockets open(int brokerPort) {
    return open(BrokerListener.here(brokerPort));
  }

  /**
   * Binds the broker's where it is to listen, and the controller's to the loopback interface.
   *
   * @throws RefusedException when the port is taken, or the address is another machine's
   */
  static BoundSockets open(BrokerListener listener) {
    ServerSocketChannel broker = bind(listener);
    try {
      return new BoundSockets(broker, bind(BrokerListener.here(0)));
    } catch (RefusedException e) {
      closeQuietly(broker);
      throw e;
    }
  }

  int brokerPort() {
    return broker.socket().getLocalPort();
  }

  int controllerPort() {
    return controller.socket().getLocalPort();
  }

  /** Called by Kafka, which closes what it took. */
  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBufferBytes) {
    return listener.equals(CONTROLLER) ? controller : broker;
  }

  @Override
  public void close() {
    closeQuietly(broker);
    closeQuietly(controller);
  }

  private static ServerSocketChannel bind(BrokerListener listener) {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.configureBlocking(false); // Kafka selects on it.
        return channel.bind(new InetSocketAddress(listener.address(), listener.port()));
      } catch (IOException e) {
        closeQuietly(channel);
        throw e;
      }
    } catch (IOException e) {
      throw new RefusedException(
          ("the Kafka broker cannot listen on port %d%s (%s); stop the program that uses it, or"
                  + " name another port (0 picks a free one)")
              .formatted(
                  listener.port(),
                  listener.token().isPresent() ? " of " + listener.host() : "",
                  e.getMessage()),
          e);
    }
  }

  private static void closeQuietly(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written to it: there is nothing to lose.
    }
  }
}
