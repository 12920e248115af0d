package doublegrok.log;

import java.time.Duration;

/** The cluster did not answer in time. */
public final class KafkaUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which cluster, and how long it was waited for. */
  public KafkaUnreachableException(KafkaSettings kafka, Duration within, Throwable cause) {
    super(
        "no Kafka answered at %s within %d s; check --bootstrap, and that the broker runs"
            .formatted(kafka.bootstrap(), within.toSeconds()),
        cause);
  }
}
