package doublegrok.trainer;

import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Witness of what the log itself says of a run, for when a broker's absence leaves open what has
 * become of a transaction.
 */
interface TransactionFate {
  /** The key under which the event that opens a run names its trainer, in its details. */
  String TRAINER = "trainer";

  /** The trainer that opened the run last; empty if none is known. */
  Optional<String> openedBy();

  /** Whether the record at this place is committed, once no transaction hides it any more. */
  boolean committed(RecordMetadata place);
}
