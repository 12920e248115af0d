package doublegrok.local.broker;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * Login at a broker that asks for the token. By SCRAM, so that the token itself never travels; what
 * is said afterwards can be read by whoever listens on the network.
 */
public final class TokenLogin {
  /** What the address of such a broker begins with, where a person writes it. */
  public static final String SCHEME = "scram://";

  static final String MECHANISM = "SCRAM-SHA-256";
  static final String PROTOCOL = "SASL_PLAINTEXT";

  /** The one name that such a broker knows. */
  static final String USER = "doublegrok";

  private TokenLogin() {}

  /** Settings by which a client logs in. */
  public static Map<String, String> client(String token) {
    return Map.of(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        PROTOCOL,
        SaslConfigs.SASL_MECHANISM,
        MECHANISM,
        SaslConfigs.SASL_JAAS_CONFIG,
        jaas(token));
  }

  /** As Kafka wants it, for a client and for a broker, which is its own client, too. */
  static String jaas(String token) {
    return "%s required username=\"%s\" password=\"%s\";"
        .formatted(
            ScramLoginModule.class.getName(),
            USER,
            token.replace("\\", "\\\\").replace("\"", "\\\""));
  }
}
