package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.record.SequenceBatch;
import doublegrok.schemas.Topics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class BatchReaderTest {
  private final FakeLog log = new FakeLog();

  @Test
  void givesTheBatchesByIndex() {
    BatchReader reader = log.reader(OptionalLong.empty());
    log.append(0, 1, 2);

    assertThat(List.of(reader.poll(0), reader.poll(1), reader.poll(2)))
        .containsExactly(
            Optional.of(Given.batch(0)), Optional.of(Given.batch(1)), Optional.of(Given.batch(2)));
    assertThat(reader.poll(3)).isEmpty();
  }

  @Test
  void skipsOtherRunsRepetitionsAndWhatCannotBeRead() {
    BatchReader reader = log.reader(OptionalLong.empty());
    log.append(Given.batch("ab", 0, 0));
    log.append(0);
    log.append(Given.RUN, new byte[] {1, 2, 3});
    log.append(Given.RUN, null);
    log.append(null, new byte[0]);
    log.append(0, 1, 0, 1, 2);

    assertThat(List.of(0L, 1L, 2L))
        .extracting(index -> reader.poll(index).map(SequenceBatch::getIndex))
        .containsExactly(Optional.of(0L), Optional.of(1L), Optional.of(2L));
  }

  @Test
  void beginsAtTheOffsetOrAtTheStart() {
    BatchReader reader = log.reader(OptionalLong.of(2));
    log.append(5, 6, 5, 6);

    assertThat(reader.poll(5)).isPresent();
    assertThat(reader.nextOffset()).isEqualTo(3);
  }

  @Test
  void theOffsetIsBehindTheLastBatchThatWasGivenOut() {
    BatchReader reader = log.reader(OptionalLong.empty());
    log.append(0, 1, 3, 4);
    assertThat(reader.nextOffset()).isZero();

    reader.poll(0);
    assertThat(reader.nextOffset()).isEqualTo(1);
    reader.poll(1);
    reader.poll(2);

    assertThat(reader.nextOffset()).isEqualTo(2);
  }

  @Test
  void aLaterBatchShowsAGapUntilTheMissingOneComes() {
    BatchReader reader = log.reader(OptionalLong.empty());
    log.append(0, 2, 3);
    reader.poll(0);
    assertThat(reader.passed(1)).isFalse();

    assertThat(reader.poll(1)).isEmpty();
    assertThat(reader.passed(1)).isTrue();

    log.append(1);
    assertThat(reader.poll(1)).isPresent();
    assertThat(reader.passed(2)).isFalse();
  }

  @Test
  void closesTheConsumerWhateverHappens() {
    log.reader(OptionalLong.empty()).close();
    assertThat(log.consumer.closed()).isTrue();

    FakeLog empty = new FakeLog();
    empty.consumer.updatePartitions(Topics.BATCHES.name(), List.of());
    assertThatThrownBy(() -> empty.reader(OptionalLong.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not exist");
    assertThat(empty.consumer.closed()).isTrue();
  }
}
