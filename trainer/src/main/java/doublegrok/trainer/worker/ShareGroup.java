package doublegrok.trainer.worker;

import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.config.ConfigResource;

/** Share group through which all workers take offers. */
final class ShareGroup {
  static final String NAME = "doublegrok-workers";
  private static final String FEATURE = "share.version";
  private static final ConfigResource GROUP = new ConfigResource(ConfigResource.Type.GROUP, NAME);

  /** By its defaults, a group misses what was offered before it, and takes what never became. */
  private static final Map<String, String> SETTINGS =
      Map.of("share.auto.offset.reset", "earliest", "share.isolation.level", "read_committed");

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private ShareGroup() {}

  /**
   * Prepares the group.
   *
   * @throws IllegalStateException if the cluster has no share groups
   */
  static void prepare(KafkaSettings kafka, Duration within) {
    TopicAdmin.asked(kafka, within, admin -> {
      requireShareGroups(kafka, admin, within);
      if (!isSet(admin, within)) {
        admin
            .incrementalAlterConfigs(Map.of(GROUP, changes()))
            .all()
            .get(within.toMillis(), TimeUnit.MILLISECONDS);
        awaitSet(admin, within);
      }
      return true;
    });
  }

  private static List<AlterConfigOp> changes() {
    return SETTINGS.entrySet().stream()
        .map(each -> new AlterConfigOp(
            new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
        .toList();
  }

  private static void requireShareGroups(KafkaSettings kafka, Admin admin, Duration within)
      throws InterruptedException, ExecutionException, TimeoutException {
    FinalizedVersionRange version = admin
        .describeFeatures()
        .featureMetadata()
        .get(within.toMillis(), TimeUnit.MILLISECONDS)
        .finalizedFeatures()
        .get(FEATURE);
    if (version == null || version.maxVersionLevel() < 1) {
      throw new IllegalStateException(("Kafka at %s has no share groups, which workers take their"
              + " runs from (they come with 4.2, after an update by 'kafka-features.sh upgrade"
              + " --feature %s=1'); train runs one by one with 'doublegrok trainer --run RUN'")
          .formatted(kafka.bootstrap(), FEATURE));
    }
  }

  private static boolean isSet(Admin admin, Duration within)
      throws InterruptedException, ExecutionException, TimeoutException {
    Config config = admin
        .describeConfigs(List.of(GROUP))
        .all()
        .get(within.toMillis(), TimeUnit.MILLISECONDS)
        .get(GROUP);
    return SETTINGS.entrySet().stream()
        .allMatch(each -> Optional.ofNullable(config.get(each.getKey()))
            .filter(entry -> each.getValue().equals(entry.value()))
            .isPresent());
  }

  private static void awaitSet(Admin admin, Duration within)
      throws InterruptedException, ExecutionException, TimeoutException {
    long until = System.nanoTime() + within.toNanos();
    while (!isSet(admin, within)) {
      if (System.nanoTime() > until) {
        throw new TimeoutException("the settings of the share group do not take effect");
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
    }
  }
}
