package doublegrok.local.command.common;

import doublegrok.local.broker.TokenLogin;
import java.util.Map;
import java.util.Optional;

/**
 * Address of brokers as a person writes it, taken apart.
 *
 * @param bootstrap {@code host:port,...}
 * @param login settings of a client that they ask for; none unless they want the token
 */
public record KafkaAddress(String bootstrap, Map<String, String> login) {
  public KafkaAddress {
    login = Map.copyOf(login);
  }

  /**
   * The parts of an address.
   *
   * @throws IllegalArgumentException if the token is wanted and there is none
   */
  public static KafkaAddress of(
      String written, TokenOptions token, Map<String, String> environment) {
    if (!written.startsWith(TokenLogin.SCHEME)) {
      return new KafkaAddress(written, Map.of());
    }
    Optional<String> known = token.text(environment);
    String text = known.orElseThrow(() -> new IllegalArgumentException(
        "the broker at %s asks for the token; give it with --token-file FILE or in DOUBLEGROK_TOKEN"
            .formatted(written)));
    return new KafkaAddress(written.substring(TokenLogin.SCHEME.length()), TokenLogin.client(text));
  }
}
