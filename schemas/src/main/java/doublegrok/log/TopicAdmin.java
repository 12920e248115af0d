package doublegrok.log;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
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
   * @throws KafkaRefusedException if it does not let this user in, or not create them
   */
  public static void ensureTopics(KafkaSettings kafka, Duration within) {
    asked(kafka, within, admin -> {
      List<Topic<?>> missing = missing(admin, within);
      if (!missing.isEmpty()) {
        List<NewTopic> made =
            missing.stream().map(each -> newTopic(each, kafka)).toList();
        create(admin, made, within);
        awaitVisible(admin, made, within);
        log.info("created {} topics with {} partitions", missing.size(), kafka.partitions());
      }
      return missing;
    });
  }

  /**
   * The topics that are not there, or that this user may not see; creates none.
   *
   * @throws KafkaUnreachableException if the cluster does not answer within the time given
   * @throws KafkaRefusedException if it does not let this user in
   */
  public static List<Topic<?>> missing(KafkaSettings kafka, Duration within) {
    return asked(kafka, within, admin -> missing(admin, within));
  }

  /**
   * The ids of these topics, by name: those of a topic that is deleted and made again differ.
   *
   * @throws KafkaUnreachableException if the cluster does not answer within the time given
   * @throws KafkaRefusedException if it does not let this user in, or not see them
   */
  public static SortedMap<String, String> ids(
      KafkaSettings kafka, List<Topic<?>> topics, Duration within) {
    List<String> names = topics.stream().map(Topic::name).toList();
    return asked(kafka, within, admin -> {
      SortedMap<String, String> ids = new TreeMap<>();
      admin
          .describeTopics(names)
          .allTopicNames()
          .get(within.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((name, found) -> ids.put(name, found.topicId().toString()));
      return ids;
    });
  }

  /**
   * The answer of a cluster to a question, by a client of its own.
   *
   * @throws KafkaUnreachableException if the cluster does not answer within the time given
   * @throws KafkaRefusedException if it does not let this user in, or not ask this
   */
  public static <A> A asked(KafkaSettings kafka, Duration within, Question<A> question) {
    Admin admin = open(kafka);
    try {
      return question.ask(admin);
    } catch (TimeoutException | ExecutionException failure) {
      throw KafkaRefusedException.in(kafka, failure)
          .<RuntimeException>map(refused -> refused)
          .orElseGet(() -> new KafkaUnreachableException(kafka, within, failure));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaUnreachableException(kafka, within, interrupted);
    } finally {
      admin.close(CLOSE_WITHIN); // without a bound it would wait for the calls that were given up
    }
  }

  private static Admin open(KafkaSettings kafka) {
    try {
      return Admin.create(kafka.common());
    } catch (KafkaException unusable) {
      throw KafkaRefusedException.badSettings(unusable);
    }
  }

  private static List<Topic<?>> missing(Admin admin, Duration within)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> present = admin.listTopics().names().get(within.toMillis(), TimeUnit.MILLISECONDS);
    return Topics.ALL.stream().filter(topic -> !present.contains(topic.name())).toList();
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

  private static NewTopic newTopic(Topic<?> topic, KafkaSettings kafka) {
    // Of several, a share group gives each to one of its members only: what is offered there would
    // wait for a worker that is busy for hours, while others have nothing to do.
    int partitions = topic.equals(Topics.QUEUE) ? 1 : kafka.partitions();
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

  /** Question to a cluster. */
  public interface Question<A> {
    /** Asks it. */
    A ask(Admin admin) throws InterruptedException, ExecutionException, TimeoutException;
  }
}
