package doublegrok.local.check;

import doublegrok.local.check.Finding.State;
import doublegrok.log.ClusterState;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Findings about a Kafka cluster that answers.
 *
 * @param state of the cluster
 * @param runs that are to be at once
 */
public record KafkaCluster(ClusterState state, int runs) {
  private static final int CONNECT_MILLIS = 3000;
  private static final int LEAST_ADVISED = 8;
  private static final int MOST_ADVISED = 128;

  /** Topics of which a run's records lie in the partition of the same number. */
  private static final List<Topic<?>> ALIKE = List.of(
      Topics.CONTROL,
      Topics.DEMAND,
      Topics.BATCHES,
      Topics.STEPS,
      Topics.CHECKPOINTS,
      Topics.EVALUATIONS,
      Topics.REFERENCES,
      Topics.PROBES,
      Topics.EVENTS);

  /** Everything, at this time. */
  public List<Finding> findings(Instant now) {
    List<Finding> findings = new ArrayList<>(List.of(brokers(), partitions()));
    queue().ifPresent(findings::add);
    state
        .newestMillis()
        .ifPresent(
            newest -> findings.add(clock(Duration.between(now, Instant.ofEpochMilli(newest)))));
    return findings;
  }

  /** Whether each broker can be reached where it says. */
  Finding brokers() {
    for (String broker : state.brokers()) {
      int colon = broker.lastIndexOf(':');
      String host = broker.substring(0, colon);
      try (Socket socket = new Socket()) {
        int port = Integer.parseInt(broker.substring(colon + 1));
        socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      } catch (IOException away) {
        return new Finding(
            State.BAD,
            "brokers",
            ("%s cannot be reached from here (%s), though the cluster names it to its clients; open"
                    + " the way, or set its advertised.listeners to what can be reached")
                .formatted(broker, away.getMessage()));
      }
    }
    return Finding.ok("brokers", "can be reached at " + String.join(", ", state.brokers()));
  }

  /** Whether the topics have as many partitions as they should, which is hard to change. */
  Finding partitions() {
    TreeMap<Integer, String> found = new TreeMap<>();
    ALIKE.forEach(topic -> {
      Integer count = state.partitions().get(topic.name());
      if (count != null) {
        found.putIfAbsent(count, topic.name());
      }
    });
    int advised = advised(runs);
    if (found.isEmpty()) {
      return Finding.ok(
          "partitions",
          "no topics yet; for %d runs at once have them made with --partitions %d"
              .formatted(runs, advised));
    }
    if (found.size() > 1) {
      return new Finding(
          State.BAD,
          "partitions",
          ("%s has %d and %s has %d: a run's records lie in partitions of different numbers; make"
                  + " all topics anew with as many each")
              .formatted(
                  found.firstEntry().getValue(),
                  found.firstKey(),
                  found.lastEntry().getValue(),
                  found.lastKey()));
    }
    int count = found.firstKey();
    return count >= advised
        ? Finding.ok("partitions", "%d a topic, enough for %d runs at once".formatted(count, runs))
        : new Finding(
            State.NOTE,
            "partitions",
            ("%d a topic; %d are advised for %d runs at once: runs that share a partition read past"
                    + " each other's batches, and it can only be chosen before the topics are made"
                    + " (--partitions)")
                .formatted(count, advised, runs));
  }

  /** Whether each free worker can take the next run; nothing where it can. */
  Optional<Finding> queue() {
    String topic = Topics.QUEUE.name();
    int count = state.partitions().getOrDefault(topic, 1);
    return count == 1
        ? Optional.empty()
        : Optional.of(new Finding(
            State.NOTE,
            "queue",
            ("%s has %d partitions; with more than one, runs may wait for a worker that is busy"
                    + " while another is free: delete it while no sweep runs, and the next service"
                    + " makes it with one")
                .formatted(topic, count)));
  }

  /** A power of two that leaves each of the runs a partition of its own, more or less. */
  static int advised(int runs) {
    int least = Math.max(LEAST_ADVISED, Math.min(MOST_ADVISED, runs));
    return Integer.bitCount(least) == 1 ? least : Integer.highestOneBit(least) << 1;
  }

  /** A record of the future is from a machine whose clock is ahead, or ours is behind. */
  private static Finding clock(Duration ahead) {
    return SharedDirectory.apart(
        ahead.isNegative() ? Duration.ZERO : ahead, "that of the newest event");
  }
}
