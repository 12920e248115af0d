package doublegrok.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads what topics hold, from their start to their end now, or on until it is stopped. */
public final class RunScan {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private static final Ending TO_ITS_END = caughtUp -> caughtUp;

  private final KafkaSettings kafka;
  private final Duration within;

  /**
   * A reader.
   *
   * @param within the longest time that the log may give no further record before its end
   */
  public RunScan(KafkaSettings kafka, Duration within) {
    this.kafka = kafka;
    this.within = within;
  }

  /**
   * The committed records of a run, in order; records that cannot be read are left out.
   *
   * @throws KafkaUnreachableException if the log gives nothing for too long
   */
  public <V extends SpecificRecord> List<V> all(Topic<V> topic, String run) {
    List<V> found = new ArrayList<>();
    each(topic, run, each -> decoded(topic, each).ifPresent(found::add));
    return found;
  }

  /** The committed records of every run, in order within each run. */
  public <V extends SpecificRecord> List<V> all(Topic<V> topic) {
    List<V> found = new ArrayList<>();
    each(topic, each -> decoded(topic, each).ifPresent(found::add));
    return found;
  }

  /**
   * Gives out the committed records of a run as they are, in order, one at a time.
   *
   * @throws KafkaUnreachableException if the log gives nothing for too long
   */
  public void each(Topic<?> topic, String run, Consumer<ConsumerRecord<String, byte[]>> taker) {
    each(topic, run, OptionalLong.empty(), taker);
  }

  /**
   * The same from an offset on; from the start of the log if that offset is not there.
   *
   * @throws KafkaUnreachableException if the log gives nothing for too long
   */
  public void each(
      Topic<?> topic,
      String run,
      OptionalLong from,
      Consumer<ConsumerRecord<String, byte[]>> taker) {
    read(List.of(topic), Set.of(run), from, taker, TO_ITS_END);
  }

  /**
   * Gives out the committed records of every run as they are, in order within each run.
   *
   * @throws KafkaUnreachableException if the log gives nothing for too long
   */
  public void each(Topic<?> topic, Consumer<ConsumerRecord<String, byte[]>> taker) {
    read(List.of(topic), Set.of(), OptionalLong.empty(), taker, TO_ITS_END);
  }

  /**
   * Gives out committed records as they are, in order within each topic and run, those that are
   * still to come as well, until it is stopped.
   *
   * @param runs whose records; those of every run if it is empty
   * @throws KafkaUnreachableException if the log gives nothing for too long before its end
   */
  public void follow(
      List<Topic<?>> topics,
      Set<String> runs,
      Consumer<ConsumerRecord<String, byte[]>> taker,
      Ending ending) {
    read(topics, runs, OptionalLong.empty(), taker, ending);
  }

  /** Says when reading ends. */
  public interface Ending {
    /**
     * Whether to stop.
     *
     * @param caughtUp whether all was given out that the topic held when reading began
     */
    boolean stopped(boolean caughtUp);
  }

  /** The newest committed record of a run. */
  public <V extends SpecificRecord> Optional<V> newest(Topic<V> topic, String run) {
    List<V> records = all(topic, run);
    return records.isEmpty() ? Optional.empty() : Optional.of(records.get(records.size() - 1));
  }

  private void read(
      List<Topic<?>> topics,
      Set<String> runs,
      OptionalLong from,
      Consumer<ConsumerRecord<String, byte[]>> taker,
      Ending ending) {
    KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer());
    try {
      consumer.assign(topics.stream()
          .flatMap(topic -> partitions(consumer, topic, runs).stream())
          .toList());
      read(
          consumer,
          from,
          each -> {
            if (runs.isEmpty() || isOf(runs, each)) {
              taker.accept(each);
            }
          },
          ending);
    } catch (TimeoutException silent) {
      throw new KafkaUnreachableException(kafka, within, silent);
    } catch (KafkaException failure) {
      throw KafkaRefusedException.in(kafka, failure)
          .<RuntimeException>map(refused -> refused)
          .orElse(failure);
    } finally {
      close(consumer);
    }
  }

  /** In which the runs' records lie. */
  private Set<TopicPartition> partitions(
      KafkaConsumer<?, ?> consumer, Topic<?> topic, Set<String> runs) {
    return runs.isEmpty()
        ? Set.copyOf(TopicPartitions.all(consumer, topic, within))
        : runs.stream()
            .map(run -> TopicPartitions.of(consumer, topic, run, within))
            .collect(Collectors.toSet());
  }

  private void read(
      KafkaConsumer<String, byte[]> consumer,
      OptionalLong from,
      Consumer<ConsumerRecord<String, byte[]>> taker,
      Ending ending) {
    Set<TopicPartition> partitions = consumer.assignment();
    consumer.seekToBeginning(partitions);
    var ends = consumer.endOffsets(partitions, within);
    from.ifPresent(offset -> partitions.stream()
        .filter(each -> offset <= ends.get(each))
        .forEach(each -> consumer.seek(each, offset)));
    long quietSince = System.nanoTime();
    boolean caughtUp = false;
    while (true) {
      caughtUp = caughtUp
          || partitions.stream().noneMatch(each -> consumer.position(each) < ends.get(each));
      if (ending.stopped(caughtUp)) {
        return;
      }
      var records = consumer.poll(POLL);
      records.forEach(taker);
      quietSince = records.isEmpty() ? quietSince : System.nanoTime();
      if (!caughtUp && System.nanoTime() - quietSince > within.toNanos()) {
        throw new KafkaUnreachableException(
            kafka, within, new IllegalStateException("no record of " + partitions));
      }
    }
  }

  private static boolean isOf(Set<String> runs, ConsumerRecord<String, byte[]> each) {
    return each.key() != null && runs.contains(RecordKeys.runOf(each.key()));
  }

  /** Also when interrupted: Kafka would not wait for its own answers, and call that an error. */
  private static void close(KafkaConsumer<?, ?> consumer) {
    boolean interrupted = Thread.interrupted();
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A record that was given out as it is; empty if it cannot be read. */
  public static <V extends SpecificRecord> Optional<V> decoded(
      Topic<V> topic, ConsumerRecord<String, byte[]> found) {
    try {
      return Optional.of(topic.read(found.key(), found.value()));
    } catch (UnreadableRecordException unreadable) { // the service that needs it has rejected it
      return Optional.empty();
    }
  }
}
