package doublegrok.local.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mender of partitions that lost the end of their log with the mark that ended a transaction, as
 * after a power loss: nobody would ever write that mark again, and whoever reads the partition
 * would wait for it for ever. Such a transaction is undone; what it held is lost as the mark is.
 */
final class TornTransactions {
  private static final Logger LOG = LoggerFactory.getLogger(TornTransactions.class);
  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final int LOOKS = 10;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private TornTransactions() {}

  /** Undoes those of a broker that has no clients yet. */
  static void undo(String bootstrap, Map<String, String> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("bootstrap.servers", bootstrap);
    try (Admin admin = Admin.create(settings)) {
      for (int look = 0; look < LOOKS && !undoOnce(admin); look++) {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
      }
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(
          "the ends of its logs cannot be looked at: " + failure.getMessage(), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker looked at its logs");
    }
  }

  /** False if Kafka was about to end one of them itself, so that another look is due. */
  private static boolean undoOnce(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<AbortTransactionSpec> open = open(admin);
    List<AbortTransactionSpec> torn = open.isEmpty() ? open : withoutThoseKnown(admin, open);
    boolean all = true;
    for (AbortTransactionSpec each : torn) {
      all &= isUndone(admin, each);
    }
    return all;
  }

  private static boolean isUndone(Admin admin, AbortTransactionSpec transaction)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      admin.abortTransaction(transaction).all().get(WITHIN.toSeconds(), TimeUnit.SECONDS);
      LOG.warn(
          "The end of {} was torn off: its last transaction is undone, and made again where"
              + " that can be",
          transaction.topicPartition());
      return true;
    } catch (ExecutionException refused) {
      if (refused.getCause() instanceof InvalidProducerEpochException) {
        return false;
      }
      throw refused;
    }
  }

  private static List<AbortTransactionSpec> open(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> topics = admin
        .listTopics(new ListTopicsOptions().listInternal(true))
        .names()
        .get(WITHIN.toSeconds(), TimeUnit.SECONDS);
    List<TopicPartition> partitions = new ArrayList<>();
    admin
        .describeTopics(topics)
        .allTopicNames()
        .get(WITHIN.toSeconds(), TimeUnit.SECONDS)
        .forEach((topic, found) -> found
            .partitions()
            .forEach(each -> partitions.add(new TopicPartition(topic, each.partition()))));
    List<AbortTransactionSpec> open = new ArrayList<>();
    Map<TopicPartition, PartitionProducerState> producers =
        admin.describeProducers(partitions).all().get(WITHIN.toSeconds(), TimeUnit.SECONDS);
    producers.forEach((partition, state) -> state.activeProducers().stream()
        .filter(each -> each.currentTransactionStartOffset().isPresent())
        .forEach(each -> open.add(abortion(partition, each))));
    return open;
  }

  private static AbortTransactionSpec abortion(TopicPartition partition, ProducerState producer) {
    return new AbortTransactionSpec(
        partition,
        producer.producerId(),
        (short) producer.producerEpoch(),
        Math.max(0, producer.coordinatorEpoch().orElse(0)));
  }

  /** Those that Kafka itself still knows to be open it will end, too. */
  private static List<AbortTransactionSpec> withoutThoseKnown(
      Admin admin, List<AbortTransactionSpec> open)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> ids =
        admin.listTransactions().all().get(WITHIN.toSeconds(), TimeUnit.SECONDS).stream()
            .map(TransactionListing::transactionalId)
            .collect(Collectors.toSet());
    Map<String, TransactionDescription> known =
        admin.describeTransactions(ids).all().get(WITHIN.toSeconds(), TimeUnit.SECONDS);
    return open.stream()
        .filter(each -> known.values().stream()
            .noneMatch(transaction -> transaction.producerId() == each.producerId()
                && transaction.topicPartitions().contains(each.topicPartition())))
        .toList();
  }
}
