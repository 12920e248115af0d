package doublegrok.log;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StreamsFaultsTest {
  private long nanos;
  private final StreamsFaults faults = new StreamsFaults("the view", () -> nanos);

  static List<Throwable> passing() {
    return List.of(
        new TimeoutException("no answer"),
        new StreamsException(new TimeoutException("no answer")),
        new StreamsException(new StreamsException(new DisconnectException("gone"))),
        new StreamsException("in an error state", new ProducerFencedException("timed out")),
        new KafkaException(new InvalidProducerEpochException("timed out")),
        new CommitFailedException("rebalanced"),
        new TaskMigratedException("moved"));
  }

  static List<Throwable> staying() {
    return List.of(
        new IllegalStateException("a fault of ours"),
        new OutOfMemoryError("heap"),
        new StreamsException(new NullPointerException("a fault of ours")),
        new ProcessorStateException("the disk is full"),
        new StreamsException(new RecordTooLargeException("9 MiB")),
        new StreamsException(new AuthorizationException("not allowed")));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void aThreadThatLostTheBrokerIsReplaced(Throwable thrown) {
    assertThat(faults.handle(thrown)).isEqualTo(REPLACE_THREAD);
    assertThat(faults.failure()).isNotDone();
  }

  @ParameterizedTest
  @MethodSource("staying")
  void anyOtherFaultEndsTheServiceWithOneSentence(Throwable thrown) {
    assertThat(faults.handle(thrown)).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(faults.failure())
        .isCompletedWithValueMatching(said ->
            said.getCause() == thrown && said.getMessage().startsWith("the view cannot go on: "));
  }

  @Test
  void threadsAreReplacedSoManyTimesInTheTimeAndNoOftener() {
    for (int time = 0; time < StreamsFaults.REPLACED_MAX; time++) {
      assertThat(faults.handle(new TimeoutException("no answer"))).isEqualTo(REPLACE_THREAD);
    }
    nanos += StreamsFaults.WITHIN.toNanos() + 1;
    for (int time = 0; time < StreamsFaults.REPLACED_MAX; time++) {
      assertThat(faults.handle(new TimeoutException("no answer"))).isEqualTo(REPLACE_THREAD);
    }

    assertThat(faults.handle(new TimeoutException("no answer"))).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(faults.failure())
        .isCompletedWithValueMatching(said -> said.getMessage()
            .startsWith("the view has lost the broker 11 times within 10 minutes: "));
  }

  @Test
  void aChainOfCausesThatGoesInACircleEnds() {
    Exception first = new IllegalStateException("first");
    Exception second = new IllegalStateException("second", first);
    first.initCause(second);

    assertThat(faults.handle(first)).isEqualTo(SHUTDOWN_CLIENT);
  }
}
