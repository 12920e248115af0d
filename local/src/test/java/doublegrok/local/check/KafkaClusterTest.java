package doublegrok.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.local.check.Finding.State;
import doublegrok.log.ClusterState;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of what is found about a cluster. */
final class KafkaClusterTest {
  @ParameterizedTest
  @CsvSource({"1, 8", "8, 8", "9, 16", "40, 64", "64, 64", "100, 128", "5000, 128"})
  void advisesAPartitionForEachRunAtOnceWithinBounds(int runs, int advised) {
    assertThat(KafkaCluster.advised(runs)).isEqualTo(advised);
  }

  @Test
  void tellsOfTopicsThatAreNotThereOrHaveTooFewPartitions() {
    assertThat(cluster(new TreeMap<>(), 40).partitions())
        .isEqualTo(Finding.ok(
            "partitions",
            "no topics yet; for 40 runs at once have them made with --partitions 64"));
    assertThat(cluster(partitions(8), 8).partitions().state()).isEqualTo(State.OK);
    assertThat(cluster(partitions(8), 9).partitions())
        .satisfies(found -> assertThat(found.state()).isEqualTo(State.NOTE))
        .satisfies(found -> assertThat(found.text()).startsWith("8 a topic; 16 are advised for 9"));
  }

  @Test
  void topicsOfRunsMustBeAlikeAndOthersNeedNot() {
    SortedMap<String, Integer> others = partitions(8);
    others.put(Topics.WORK.name(), 3);
    others.put(Topics.REJECTED.name(), 1);
    SortedMap<String, Integer> apart = partitions(8);
    apart.put(Topics.BATCHES.name(), 12);

    assertThat(cluster(others, 1).partitions().state()).isEqualTo(State.OK);
    assertThat(cluster(apart, 1).partitions())
        .satisfies(found -> assertThat(found.state()).isEqualTo(State.BAD))
        .satisfies(
            found -> assertThat(found.text()).contains("doublegrok.batches has 12", " has 8 and "));
  }

  @Test
  void aQueueOfSeveralPartitionsIsToldOf() {
    SortedMap<String, Integer> made = partitions(8);
    assertThat(cluster(made, 8).queue().orElseThrow())
        .satisfies(found -> assertThat(found.state()).isEqualTo(State.NOTE))
        .satisfies(found -> assertThat(found.text()).contains("queue has 8 partitions"));
    made.put(Topics.QUEUE.name(), 1);
    assertThat(cluster(made, 8).queue()).isEmpty();
    assertThat(cluster(new TreeMap<>(), 8).queue()).isEmpty();
  }

  @Test
  void aBrokerMustBeReachableWhereItSays() throws IOException {
    try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String there = "127.0.0.1:" + broker.getLocalPort();

      assertThat(at(there).brokers())
          .isEqualTo(Finding.ok("brokers", "can be reached at " + there));
      assertThat(at(there, "no-such-host.invalid:9092").brokers())
          .satisfies(found -> assertThat(found.state()).isEqualTo(State.BAD))
          .satisfies(found -> assertThat(found.text())
              .contains("no-such-host.invalid:9092", "advertised.listeners"));
    }
  }

  @ParameterizedTest
  @CsvSource({"60000, OK", "104000, OK", "200000, NOTE"})
  void anEventOfTheFutureTellsThatAClockIsWrong(long newest, State state) {
    ClusterState found = new ClusterState(List.of(), new TreeMap<>(), OptionalLong.of(newest));

    assertThat(new KafkaCluster(found, 1).findings(Instant.ofEpochMilli(100_000)))
        .last()
        .satisfies(finding -> assertThat(finding.subject()).isEqualTo("clock"))
        .satisfies(finding -> assertThat(finding.state()).isEqualTo(state));
  }

  private static KafkaCluster at(String... brokers) {
    return new KafkaCluster(
        new ClusterState(List.of(brokers), new TreeMap<>(), OptionalLong.empty()), 1);
  }

  private static KafkaCluster cluster(SortedMap<String, Integer> partitions, int runs) {
    return new KafkaCluster(new ClusterState(List.of(), partitions, OptionalLong.empty()), runs);
  }

  private static SortedMap<String, Integer> partitions(int count) {
    SortedMap<String, Integer> partitions = new TreeMap<>();
    for (Topic<?> topic : Topics.ALL) {
      partitions.put(topic.name(), count);
    }
    return partitions;
  }
}
