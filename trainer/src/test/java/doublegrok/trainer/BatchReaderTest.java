package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.log.BatchChecksum;
import doublegrok.log.BatchCodec;
import doublegrok.log.Topics;
import doublegrok.record.SequenceBatch;
import doublegrok.record.TokenSequences;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BatchReaderTest {
  private final FakeLog log = new FakeLog();

  @Test
  void givesTheBatchesByIndex() throws InterruptedException {
    BatchReader reader = log.reader(OptionalLong.empty());
    log.append(0, 1, 2);

    for (int index = 0; index < 3; index++) {
      assertIs(reader.poll(index), Given.batch(index));
    }
    assertThat(reader.poll(3)).isEmpty();
  }

  @Test
  void skipsOtherRunsRepetitionsAndWhatCannotBeRead() throws InterruptedException {
    BatchReader reader = log.reader(OptionalLong.empty());
    log.append(Given.batch("ab", 0, 0));
    log.append(0);
    log.append(Given.RUN, new byte[] {1, 2, 3});
    log.append(Given.RUN, null);
    log.append(null, new byte[0]);
    log.append(0, 1, 0, 1, 2);

    assertThat(index(reader.poll(0))).hasValue(0);
    assertThat(index(reader.poll(1))).hasValue(1);
    assertThat(index(reader.poll(2))).hasValue(2);
    assertThat(log.refused).containsOnlyKeys(2L, 3L, 4L);
  }

  static Stream<Arguments> unfit() {
    SequenceBatch sound = Given.batch(7);
    TokenSequences payload = (TokenSequences) sound.getPayload();
    byte[] foreign = payload.getTokens().array().clone();
    foreign[3] = 11;
    TokenSequences beyond =
        new TokenSequences(11, payload.getLength(), ByteBuffer.wrap(foreign), payload.getLatents());
    return Stream.of(
        Arguments.of(with(sound).setChecksum(1).build(), "its checksum is 1"),
        Arguments.of(with(sound).setIndex(-1).build(), "must be 0.."),
        Arguments.of(with(sound).setIndex(20).build(), "its index must be 0..19"),
        Arguments.of(with(sound).setIndex(Long.MAX_VALUE).build(), "must be 0.."),
        Arguments.of(with(sound).setRun("ab").build(), "of run 'ab' but its key is 'a'"),
        Arguments.of(with(sound).setSeed(1).build(), "its seed is 1"),
        Arguments.of(with(sound).setFamily("modular-linear").build(), "modular-linear"),
        Arguments.of(with(sound).setSequences(5).build(), "5 sequences but 4 latents"),
        Arguments.of(with(sound).setAnswerPositions(List.of()).build(), "answer position"),
        Arguments.of(
            with(sound).setChecksum(BatchChecksum.of(beyond)).setPayload(beyond).build(),
            "tokens must be 0..10 (the vocabulary), sequence 0 has 11 at position 3"));
  }

  private static SequenceBatch.Builder with(SequenceBatch batch) {
    return SequenceBatch.newBuilder(batch);
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void aBatchThatCannotBeTrainedOnIsRefusedAndNoSignOfAGap(SequenceBatch batch, String reason)
      throws InterruptedException {
    BatchReader reader = log.reader(OptionalLong.empty());
    log.append(6);
    log.append(Given.RUN, Topics.BATCHES.codec().encode(batch));
    assertThat(reader.poll(6)).isPresent();

    assertThat(reader.poll(7)).isEmpty();
    assertThat(reader.passed(7)).isFalse();
    assertThat(log.refused)
        .hasSize(1)
        .hasEntrySatisfying(1L, said -> assertThat(said).contains(reason));

    log.append(7);
    assertIs(reader.poll(7), Given.batch(7));
  }

  @Test
  void whatIsOfNoRunIsRefusedAndWhatIsOfAnotherIsNot() throws InterruptedException {
    BatchReader reader = log.reader(OptionalLong.empty());
    byte[] batch = Topics.BATCHES.codec().encode(Given.batch(0));
    log.append("No Run", batch);
    log.append("", batch);
    log.append("other", new byte[] {1});
    log.append((String) null, batch);

    assertThat(reader.poll(0)).isEmpty();
    assertThat(log.refused).containsOnlyKeys(0L, 1L, 3L);
    assertThat(reader.position()).hasValue(4);
  }

  private static void assertIs(Optional<TrainingBatch> batch, SequenceBatch written) {
    TrainingBatch read = batch.orElseThrow();
    assertThat(read.index()).isEqualTo(written.getIndex());
    assertThat(read.version()).isEqualTo(written.getDistributionVersion());
    assertThat(read.sequences().sameAs(BatchCodec.sequences(written))).isTrue();
  }

  private static OptionalLong index(Optional<TrainingBatch> batch) {
    return batch.stream().mapToLong(TrainingBatch::index).findFirst();
  }

  @Test
  void beginsAtTheOffsetOrAtTheStart() throws InterruptedException {
    BatchReader reader = log.reader(OptionalLong.of(2));
    log.append(5, 6, 5, 6);

    assertThat(reader.poll(5)).isPresent();
    assertThat(reader.nextOffset()).isEqualTo(3);
  }

  @Test
  void theOffsetIsBehindTheLastBatchThatWasGivenOut() throws InterruptedException {
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
  void aLaterBatchShowsAGapUntilTheMissingOneComes() throws InterruptedException {
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
  void aBatchThatRepeatsAnotherHasItsSequences() throws InterruptedException {
    BatchReader reader = log.reader(OptionalLong.empty());
    log.append(Given.batch(0));
    log.append(Given.repeated(1, 0));
    log.append(Given.repeated(2, 0));
    log.append(Given.batch(3));
    log.append(Given.repeated(4, 3));

    for (int index = 0; index < 5; index++) {
      TrainingBatch read = reader.poll(index).orElseThrow();
      SequenceBatch whole = Given.batch(index < 3 ? 0 : 3);
      assertThat(read.index()).isEqualTo(index);
      assertThat(read.sequences().sameAs(BatchCodec.sequences(whole))).isTrue();
    }
  }

  @Test
  void aBatchThatRepeatsOneThatWasNotReadIsAGapFromThatOneOn() throws InterruptedException {
    BatchReader reader = log.reader(OptionalLong.empty());
    log.append(Given.repeated(6, 3));
    log.append(Given.repeated(7, 3));
    log.append(Given.batch(9));

    assertThat(reader.poll(7)).isEmpty();
    assertThat(reader.passed(7)).isTrue();
    assertThat(reader.neededFrom(7)).isEqualTo(3);

    log.append(Given.batch(3));
    log.append(Given.repeated(7, 3));
    assertThat(reader.poll(7)).isPresent();
    assertThat(reader.passed(8)).isFalse();
    assertThat(reader.neededFrom(7)).isEqualTo(7);
    assertThat(log.refused).isEmpty();
  }

  @Test
  void aBatchThatRepeatsAnotherThanItSaysIsRefused() throws InterruptedException {
    BatchReader reader = log.reader(OptionalLong.empty());
    log.append(Given.batch(0));
    log.append(SequenceBatch.newBuilder(Given.repeated(1, 0)).setChecksum(1).build());
    log.append(Given.repeated(1, 1));

    assertThat(reader.poll(1)).isEmpty();
    assertThat(reader.passed(1)).isFalse();
    assertThat(log.refused.get(1L)).contains("its checksum is 1");
    assertThat(log.refused.get(2L)).contains("the batch that it repeats must be 0..0, was 1");
  }

  @Test
  void closesTheConsumerWhateverHappens() throws InterruptedException {
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
