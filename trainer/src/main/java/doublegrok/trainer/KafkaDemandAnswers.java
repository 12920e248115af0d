package doublegrok.trainer;

import doublegrok.log.KafkaSettings;
import doublegrok.log.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker, within a bound; no answer is no evidence. */
final class KafkaDemandAnswers implements DemandAnswers, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaDemandAnswers.class);
  private static final Duration WITHIN = Duration.ofMillis(500);
  private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

  private final Admin admin;
  private final TopicPartition demand;
  private final TopicPartition batches;

  /**
   * Asks about a run.
   *
   * @param partition of the run, the same in every topic
   */
  KafkaDemandAnswers(KafkaSettings kafka, int partition) {
    this.admin = Admin.create(kafka.common());
    this.demand = new TopicPartition(Topics.DEMAND.name(), partition);
    this.batches = new TopicPartition(Topics.BATCHES.name(), partition);
  }

  @Override
  public OptionalLong endAfter(long demandOffset) {
    try {
      String group = KafkaSettings.GENERATOR_GROUP;
      var asked = new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(demand));
      var position = within(admin
              .listConsumerGroupOffsets(Map.of(group, asked))
              .partitionsToOffsetAndMetadata(group))
          .get(demand);
      if (position == null || position.offset() <= demandOffset) {
        return OptionalLong.empty();
      }
      var end = admin.listOffsets(Map.of(batches, OffsetSpec.latest())).partitionResult(batches);
      return OptionalLong.of(within(end).offset());
    } catch (ExecutionException | TimeoutException unknown) {
      log.debug("the generator's position is not known now: {}", unknown.toString());
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    admin.close(CLOSE_WITHIN);
  }

  private static <A> A within(KafkaFuture<A> answer) throws ExecutionException, TimeoutException {
    try {
      return answer.get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }
}
