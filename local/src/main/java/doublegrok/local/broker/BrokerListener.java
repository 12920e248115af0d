package doublegrok.local.broker;

import doublegrok.local.check.FreePort;
import doublegrok.local.check.RefusedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/**
 * Place where a broker listens, and to whom it answers.
 *
 * @param host by which its clients reach this machine
 * @param port 0 for any free one
 * @param token that they must know; empty on the loopback interface alone
 */
public record BrokerListener(String host, int port, Optional<String> token) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String LOGIN = "listener.name.";

  public BrokerListener {
    FreePort.requirePort(port, "--port");
  }

  /** For clients of this machine, who need no token. */
  public static BrokerListener here(int port) {
    return new BrokerListener(LOOPBACK, port, Optional.empty());
  }

  /**
   * For clients of other machines.
   *
   * @throws RefusedException if no other machine reaches this one by that name
   */
  public static BrokerListener at(String host, int port, String token) {
    InetAddress address = resolved(host);
    boolean honest = address.getHostAddress().equals(host) || host.equals("localhost");
    if (address.isAnyLocalAddress() || (address.isLoopbackAddress() && !honest)) {
      throw new RefusedException(
          ("--listen must be the address by which other machines reach this one, was %s, which is"
                  + " %s here; name that address ('hostname -I' lists them)")
              .formatted(host, address.getHostAddress()));
    }
    return new BrokerListener(host, port, Optional.of(token));
  }

  InetAddress address() {
    return resolved(host);
  }

  /** What a person writes to reach it. */
  String written(int listening) {
    return (token.isPresent() ? TokenLogin.SCHEME : "") + host + ":" + listening;
  }

  /** Settings of a client of it. */
  Map<String, String> client() {
    return token.map(TokenLogin::client).orElseGet(Map::of);
  }

  /** Kafka's settings of the logins; the controller knows nobody but this process. */
  Map<String, String> settings() {
    if (token.isEmpty()) {
      return Map.of();
    }
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "listener.security.protocol.map",
        "%1$s:%3$s,%2$s:%3$s"
            .formatted(BoundSockets.BROKER, BoundSockets.CONTROLLER, TokenLogin.PROTOCOL));
    settings.put("sasl.enabled.mechanisms", TokenLogin.MECHANISM);
    settings.put("sasl.mechanism.inter.broker.protocol", TokenLogin.MECHANISM);
    String scram = LOGIN + "broker.scram-sha-256.";
    settings.put(scram + "sasl.jaas.config", TokenLogin.jaas(token.get()));
    settings.put(scram + "sasl.server.callback.handler.class", TokenCallbacks.class.getName());
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    settings.put("sasl.mechanism.controller.protocol", "PLAIN");
    settings.put(LOGIN + "controller.sasl.enabled.mechanisms", "PLAIN");
    settings.put(
        LOGIN + "controller.plain.sasl.jaas.config",
        "%1$s required username=\"%2$s\" password=\"%3$s\" user_%2$s=\"%3$s\";"
            .formatted(
                PlainLoginModule.class.getName(), "controller", HexFormat.of().formatHex(secret)));
    return settings;
  }

  private static InetAddress resolved(String host) {
    try {
      return host.equals(LOOPBACK) ? FreePort.loopback() : InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw new RefusedException(
          "--listen must be an address of this machine, was %s, which nobody knows here"
              .formatted(host),
          unknown);
    }
  }
}
