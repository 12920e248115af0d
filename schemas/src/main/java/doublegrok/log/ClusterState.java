package doublegrok.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * State of a cluster, as far as whoever is about to use it cares.
 *
 * @param brokers {@code host:port} at which each says that it can be reached
 * @param partitions of those of our topics that are there, by name
 * @param newestMillis latest wall clock of any event on the log
 */
public record ClusterState(
    List<String> brokers, SortedMap<String, Integer> partitions, OptionalLong newestMillis) {
  public ClusterState {
    brokers = List.copyOf(brokers);
    partitions = new TreeMap<>(partitions);
  }

  /**
   * The state now.
   *
   * @throws KafkaUnreachableException if the cluster does not answer within the time given
   * @throws KafkaRefusedException if it does not let this user in
   */
  public static ClusterState of(KafkaSettings kafka, Duration within) {
    return TopicAdmin.asked(kafka, within, admin -> of(admin, within.toMillis()));
  }

  private static ClusterState of(Admin admin, long millis)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<String> brokers =
        admin.describeCluster().nodes().get(millis, TimeUnit.MILLISECONDS).stream()
            .map(node -> node.host() + ":" + node.port())
            .sorted()
            .toList();
    Set<String> there = admin.listTopics().names().get(millis, TimeUnit.MILLISECONDS);
    List<String> ours =
        Topics.ALL.stream().map(Topic::name).filter(there::contains).toList();
    SortedMap<String, Integer> partitions = new TreeMap<>();
    admin
        .describeTopics(ours)
        .allTopicNames()
        .get(millis, TimeUnit.MILLISECONDS)
        .forEach((name, found) -> partitions.put(name, found.partitions().size()));
    return new ClusterState(brokers, partitions, newest(admin, partitions, millis));
  }

  private static OptionalLong newest(Admin admin, Map<String, Integer> partitions, long millis)
      throws InterruptedException, ExecutionException, TimeoutException {
    String events = Topics.EVENTS.name();
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int i = 0; i < partitions.getOrDefault(events, 0); i++) {
      wanted.put(new TopicPartition(events, i), OffsetSpec.maxTimestamp());
    }
    return admin.listOffsets(wanted).all().get(millis, TimeUnit.MILLISECONDS).values().stream()
        .mapToLong(ListOffsetsResultInfo::timestamp)
        .filter(timestamp -> timestamp >= 0)
        .max();
  }
}
