package doublegrok.local.broker;

import doublegrok.log.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;

/** Kafka's settings for one broker that is its own controller and its only replica. */
final class BrokerSettings {
  static final int NODE_ID = 1;

  /** The largest record of any topic; producers must allow as much. */
  static final int MESSAGE_BYTES = Topics.RECORD_BYTES_MAX;

  /** Kafka's own topics by the prefix of their settings, and how many partitions they need here. */
  private static final Map<String, Integer> INTERNAL_TOPICS =
      Map.of("offsets.topic", 4, "transaction.state.log", 4, "share.coordinator.state.topic", 1);

  private BrokerSettings() {}

  /**
   * The settings.
   *
   * @param further settings, such as logins and rights; they win over all others
   */
  static KafkaConfig of(
      Path directory, String host, BoundSockets sockets, Map<String, String> further) {
    Map<String, String> settings = new HashMap<>();
    identity(settings, directory, host, sockets);
    soleReplica(settings);
    sizes(settings);
    patience(settings);
    settings.putAll(further);
    return new KafkaConfig(settings, false);
  }

  private static void identity(
      Map<String, String> settings, Path directory, String host, BoundSockets sockets) {
    String controller = "127.0.0.1:" + sockets.controllerPort();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("log.dirs", directory.toString());
    settings.put(
        "listeners",
        "%s://%s:%d,%s://%s"
            .formatted(
                BoundSockets.BROKER,
                host,
                sockets.brokerPort(),
                BoundSockets.CONTROLLER,
                controller));
    settings.put(
        "listener.security.protocol.map",
        "%s:PLAINTEXT,%s:PLAINTEXT".formatted(BoundSockets.BROKER, BoundSockets.CONTROLLER));
    settings.put("inter.broker.listener.name", BoundSockets.BROKER);
    settings.put("controller.listener.names", BoundSockets.CONTROLLER);
    // A static voter: its port is read at each start, so that it may differ from the last time.
    settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
  }

  private static void soleReplica(Map<String, String> settings) {
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    INTERNAL_TOPICS.forEach((topic, partitions) -> {
      settings.put(topic + ".replication.factor", "1");
      settings.put(topic + ".num.partitions", Integer.toString(partitions));
    });
  }

  private static void sizes(Map<String, String> settings) {
    settings.put("message.max.bytes", Integer.toString(MESSAGE_BYTES));
    settings.put("replica.fetch.max.bytes", Integer.toString(MESSAGE_BYTES));
    settings.put("replica.fetch.response.max.bytes", Integer.toString(2 * MESSAGE_BYTES));
    settings.put("socket.request.max.bytes", Integer.toString(8 * MESSAGE_BYTES));
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("group.coordinator.threads", "1");
    // Requests that wait are forgotten this often; a broker of a few clients needs no thousand.
    settings.put("fetch.purgatory.purge.interval.requests", "100");
    settings.put("producer.purgatory.purge.interval.requests", "100");
  }

  private static void patience(Map<String, String> settings) {
    // The only voter has no rival to wait for: this saves two seconds of each start.
    settings.put("controller.quorum.election.timeout.ms", "100");
    settings.put("controller.quorum.election.backoff.max.ms", "100");
    // After a kill the controller waits this long for the dead broker before it takes the new one.
    settings.put("broker.session.timeout.ms", "1500");
    settings.put("broker.heartbeat.interval.ms", "250");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // Records of no content would show that a quorum lives; here they would only wake everybody.
    settings.put("metadata.max.idle.interval.ms", "0");
    // Topics that should forget say so themselves; a run left alone for a month must resume.
    settings.put("log.retention.ms", "-1");
    settings.put("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
    settings.put("server.max.startup.time.ms", "60000");
  }
}
