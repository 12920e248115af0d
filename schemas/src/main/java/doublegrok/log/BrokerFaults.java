package doublegrok.log;

import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownProducerIdException;

/** Tells the faults that a broker's absence leaves behind from those that stay. */
public final class BrokerFaults {
  private static final int CAUSES_MAX = 20;

  /** Besides timeouts and lost connections: transactions and memberships given up meanwhile. */
  private static final List<Class<? extends RuntimeException>> PASSING = List.of(
      RetriableException.class,
      ProducerFencedException.class,
      InvalidProducerEpochException.class,
      InvalidPidMappingException.class,
      InvalidTxnStateException.class,
      OutOfOrderSequenceException.class,
      UnknownProducerIdException.class,
      TransactionAbortedException.class,
      CommitFailedException.class,
      RebalanceInProgressException.class,
      UnknownMemberIdException.class);

  private BrokerFaults() {}

  /** Whether whoever begins anew may go on once the broker is back. */
  public static boolean passing(Throwable thrown) {
    return PASSING.stream().anyMatch(fault -> causedBy(fault, thrown));
  }

  /** Whether a fault of this kind is the thrown one or behind it. */
  public static boolean causedBy(Class<? extends Throwable> fault, Throwable thrown) {
    Throwable each = thrown;
    for (int depth = 0; depth < CAUSES_MAX && each != null; depth++) {
      if (fault.isInstance(each)) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }
}
