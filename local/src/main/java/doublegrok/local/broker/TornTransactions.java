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
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.utils.Utils;
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

  /**
   * Undoes those of a broker that has just started, if they are there at two looks: a partition
   * may change hands meanwhile, and take what is known of transactions with it. Clients may be at
   * it already: what they end has another epoch, by which Kafka refuses to undo it.
   */
  static void undo(String bootstrap, Map<String, String> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("bootstrap.servers", bootstrap);
    try (Admin admin = Admin.create(settings)) {
      Set<AbortTransactionSpec> seen = Set.of();
      for (int look = 0; look < LOOKS; look++) {
        Set<AbortTransactionSpec> torn = torn(admin);
        if (torn.isEmpty()) {
          return;
        }
        for (AbortTransactionSpec each : torn) {
          if (seen.contains(each)) {
            undo(admin, each);
          }
        }
        seen = torn;
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

  /** Kafka refuses if it is about to end it itself. */
  private static void undo(Admin admin, AbortTransactionSpec transaction)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      admin.abortTransaction(transaction).all().get(WITHIN.toSeconds(), TimeUnit.SECONDS);
      LOG.warn(
          "The end of {} was torn off: its last transaction is undone, and made again where that"
              + " can be",
          transaction.topicPartition());
    } catch (ExecutionException refused) {
      if (!(refused.getCause() instanceof InvalidProducerEpochException)) {
        throw refused;
      }
    }
  }

  /** Open in a partition, and not known to Kafka, which would end it, or let its client do so. */
  private static Set<AbortTransactionSpec> torn(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<AbortTransactionSpec> open = open(admin);
    return open.isEmpty() ? Set.of() : withoutThoseKnown(admin, open);
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

  private static Set<AbortTransactionSpec> withoutThoseKnown(
      Admin admin, List<AbortTransactionSpec> open)
      throws InterruptedException, ExecutionException, TimeoutException {
    awaitAllKnown(admin);
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
        .collect(Collectors.toSet());
  }

  /**
   * Waits until Kafka has read what it knows of transactions. Before, it lists those it has read of
   * and does not say that there are more; asked for one by name, it answers once it knows.
   */
  private static void awaitAllKnown(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    int partitions = admin
        .describeTopics(Set.of(Topic.TRANSACTION_STATE_TOPIC_NAME))
        .allTopicNames()
        .get(WITHIN.toSeconds(), TimeUnit.SECONDS)
        .get(Topic.TRANSACTION_STATE_TOPIC_NAME)
        .partitions()
        .size();
    for (int partition = 0; partition < partitions; partition++) {
      String nobody = transactionalIdIn(partition, partitions);
      try {
        admin
            .describeTransactions(Set.of(nobody))
            .description(nobody)
            .get(WITHIN.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException answer) {
        if (!(answer.getCause() instanceof TransactionalIdNotFoundException)) {
          throw answer;
        }
      }
    }
  }

  private static String transactionalIdIn(int partition, int partitions) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "doublegrok-nobody-" + i)
        .filter(id -> Utils.abs(id.hashCode()) % partitions == partition)
        .findFirst()
        .orElseThrow();
  }
}
