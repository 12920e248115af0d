package doublegrok.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing, with their settings; never relies on automatic creation. */
public final class TopicAdmin {
  private static final Logger log = LoggerFactory.getLogger(TopicAdmin.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private TopicAdmin() {}

  /**
   * Creates what is missing.
   *
   * @throws KafkaUnreachableException if the cluster does not answer within the time given
   */
  public static void ensureTopics(KafkaSettings kafka, Duration within) {
    Admin admin = Admin.create(kafka.common());
    try {
      Set<String> present =
          admin.listTopics().names().get(within.toMillis(), TimeUnit.MILLISECONDS);
      List<NewTopic> missing = Topics.ALL.stream()
          .filter(topic -> !present.contains(topic.name()))
          .map(topic -> newTopic(topic, kafka.partitions()))
          .toList();
      if (!missing.isEmpty()) {
        create(admin, missing, within);
        awaitVisible(admin, missing, within);
        log.info("created {} topics with {} partitions", missing.size(), kafka.partitions());
      }
    } catch (TimeoutException | ExecutionException failure) {
      throw new KafkaUnreachableException(kafka, within, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaUnreachableException(kafka, within, interrupted);
    } finally {
      admin.close(CLOSE_WITHIN); // without a bound it would wait for the calls that were given up
    }
  }

  /** A topic is made a moment before every broker knows of it. */
  private static void awaitVisible(Admin admin, List<NewTopic> made, Duration within)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<String> names = made.stream().map(NewTopic::name).toList();
    long until = System.nanoTime() + within.toNanos();
    while (!admin
        .listTopics()
        .names()
        .get(within.toMillis(), TimeUnit.MILLISECONDS)
        .containsAll(names)) {
      if (System.nanoTime() > until) {
        throw new TimeoutException("the topics %s do not appear".formatted(names));
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
    }
  }

  private static NewTopic newTopic(Topic<?> topic, int partitions) {
    return new NewTopic(topic.name(), Optional.of(partitions), Optional.empty())
        .configs(topic.settings());
  }

  private static void create(Admin admin, List<NewTopic> missing, Duration within)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (var created : admin.createTopics(missing).values().values()) {
      try {
        created.get(within.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException failure) {
        if (!(failure.getCause() instanceof TopicExistsException)) { // another service was first
          throw failure;
        }
      }
    }
  }
}
