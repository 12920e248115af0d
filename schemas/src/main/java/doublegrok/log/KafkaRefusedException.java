package doublegrok.log;

import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** The cluster answers, but not to this user, or not this question: waiting would not help. */
public final class KafkaRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private KafkaRefusedException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** A refusal as one sentence that names the way out; anything else as it is. */
  public static Throwable explained(KafkaSettings kafka, Throwable failure) {
    return in(kafka, failure).<Throwable>map(refused -> refused).orElse(failure);
  }

  /** The refusal that a failure comes from, if it comes from one. */
  public static Optional<KafkaRefusedException> in(KafkaSettings kafka, Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof KafkaRefusedException refused) {
        return Optional.of(refused);
      }
      if (each instanceof AuthenticationException) {
        return Optional.of(new KafkaRefusedException(
            "Kafka at %s does not accept this login (%s); check %s"
                .formatted(kafka.bootstrap(), each.getMessage(), whatToCheck(kafka)),
            failure));
      }
      if (each instanceof AuthorizationException denied) {
        return Optional.of(new KafkaRefusedException(
            "Kafka at %s does not allow this user %s; give it the rights that"
                    .formatted(kafka.bootstrap(), what(denied))
                + " docs/how-to/cluster.md lists under 'Give the services their rights'",
            failure));
      }
    }
    return Optional.empty();
  }

  private static String whatToCheck(KafkaSettings kafka) {
    boolean scram = kafka.client().getOrDefault(SaslConfigs.SASL_MECHANISM, "").startsWith("SCRAM");
    String file = "the user, the password and TLS in the file of --settings";
    return scram ? "the token, which must be the broker's, or " + file : file;
  }

  /** A client that cannot even be made: its settings contradict each other or are incomplete. */
  static KafkaRefusedException badSettings(KafkaException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new KafkaRefusedException(
        "the Kafka client settings cannot be used (%s); check the file of --settings"
            .formatted(root.getMessage()),
        failure);
  }

  private static String what(AuthorizationException denied) {
    if (denied instanceof TopicAuthorizationException topics) {
      return topics.unauthorizedTopics().isEmpty()
          ? "what it asks of a topic (" + topics.getMessage() + ")"
          : "what it asks of the topics " + topics.unauthorizedTopics();
    }
    if (denied instanceof GroupAuthorizationException group) {
      return "to join the consumer group " + group.groupId();
    }
    if (denied instanceof TransactionalIdAuthorizationException) {
      return "to use its transactional id";
    }
    if (denied instanceof ClusterAuthorizationException) {
      return "what it asks of the cluster";
    }
    return "this (" + denied.getMessage() + ")";
  }
}
