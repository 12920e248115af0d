package doublegrok.local.command.common;

import doublegrok.local.check.RefusedException;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.TopicAdmin;
import doublegrok.store.DirectoryStore;
import doublegrok.task.families.Families;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options that say where the runs are that a command is about: a data directory of this machine, or
 * a cluster.
 */
public final class ClusterOptions {
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);

  @Mixin
  private KafkaOptions kafkaOptions;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = DataDirectory.DEFAULT,
      description = "Where the runs lie, if not on a cluster (default: ${DEFAULT-VALUE}).")
  private Path directory;

  /** The Kafka of the runs, to be read; a directory's broker is started if it does not run. */
  public Cluster reading() {
    return cluster(false);
  }

  /** The same, to be commanded. */
  public Cluster commanding() {
    return cluster(true);
  }

  /**
   * The same, to be filled: a data directory is made if it is missing, and topics are.
   *
   * @throws RefusedException if the directory cannot be used
   */
  public Cluster filling() {
    if (!kafkaOptions.given()) {
      data().forBroker().prepare(DataDirectory.MINIMUM_FREE_BYTES);
      return Cluster.in(data(), kafkaOptions::embedded);
    }
    Cluster cluster = cluster(false);
    TopicAdmin.ensureTopics(cluster.kafka(), TOPICS_WITHIN);
    return cluster;
  }

  /** The data directory, in which the checkpoints lie also if the runs are on a cluster. */
  public DataDirectory data() {
    return new DataDirectory(directory);
  }

  /**
   * The store of the data directory's checkpoints.
   *
   * @throws RefusedException if there is none
   */
  public DirectoryStore checkpoints() {
    Path checkpoints = data().checkpoints();
    if (!Files.isDirectory(checkpoints)) {
      throw new RefusedException(
          "there are no checkpoints in %s; name the data directory with --dir"
              .formatted(checkpoints));
    }
    return DirectoryStore.in(checkpoints);
  }

  /** The families that run specs may name. */
  public Families families() {
    return kafkaOptions.families();
  }

  private Cluster cluster(boolean answering) {
    return kafkaOptions.given()
        ? Cluster.running(kafkaOptions.named())
        : Cluster.of(data(), answering, kafkaOptions::embedded);
  }
}
