package doublegrok.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.log.Topics;
import doublegrok.record.SequenceBatch;
import doublegrok.record.SwapDistribution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GeneratorTopologyTest {
  private final GeneratorDriver generator = new GeneratorDriver();

  @AfterEach
  void close() {
    generator.close();
  }

  @Test
  void producesWhatIsDemandedAndNoMore() {
    generator.start("a");
    assertThat(generator.batches()).isEmpty();

    generator.demand("a", 5);
    generator.demand("a", 5);
    generator.demand("a", 7);

    assertThat(generator.batches())
        .extracting(SequenceBatch::getIndex)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void everyBatchEqualsItsPureFunction() {
    generator.start("a");
    generator.demand("a", 9);

    BatchSource source = new BatchSource("a", GeneratorDriver.SPEC);
    assertThat(generator.batches())
        .hasSize(9)
        .allSatisfy(batch -> assertThat(batch).isEqualTo(source.batch(batch.getIndex())));
  }

  @Test
  void aHugeDemandIsServedPieceByPiece() {
    generator.start("a");
    generator.demand("a", Long.MAX_VALUE);
    assertThat(generator.batches()).hasSize(GeneratorProcessor.BATCHES_AT_ONCE);

    generator.advance(GeneratorProcessor.DRAIN_EVERY);

    assertThat(generator.batches())
        .hasSize(GeneratorProcessor.BATCHES_AT_ONCE)
        .first()
        .extracting(SequenceBatch::getIndex)
        .isEqualTo((long) GeneratorProcessor.BATCHES_AT_ONCE);
  }

  @Test
  void aSlowDemandIsServedForAWhileBeforeTheNextRecordAndLongerWhileThereIsNone() {
    generator.start("a");
    generator.start("b");
    generator.tick.set(Duration.ofMillis(5).toNanos());
    generator.demand("a", 400);
    List<SequenceBatch> first = generator.batches();
    generator.demand("b", 400);
    List<SequenceBatch> second = generator.batches();
    assertThat(first).isNotEmpty().hasSizeLessThan(10);
    assertThat(second).extracting(SequenceBatch::getRun).containsOnly("b");

    generator.advance(GeneratorProcessor.DRAIN_EVERY);
    List<SequenceBatch> third = generator.batches();
    generator.advance(GeneratorProcessor.DRAIN_EVERY);

    assertThat(third)
        .hasSizeGreaterThan(2 * first.size())
        .extracting(SequenceBatch::getRun)
        .containsOnly("a");
    assertThat(generator.batches()).extracting(SequenceBatch::getRun).containsOnly("b");
  }

  @Test
  void aRewindMakesTheSameBytesAgainOncePerEpoch() {
    generator.start("a");
    generator.demand("a", 6);
    List<SequenceBatch> first = generator.batches();

    generator.rewind("a", 6, 2);
    generator.rewind("a", 6, 2);

    assertThat(generator.batches()).isEqualTo(first.subList(2, 6));
  }

  @Test
  void aRewindAnnouncesNoSwapTwice() {
    generator.start("a");
    generator.command("a", 1, new SwapDistribution(Map.of("distribution.tasks", "2"), 2L));
    generator.demand("a", 4);
    generator.rewind("a", 4, 0);

    assertThat(generator.batches()).hasSize(8);
    assertThat(generator.events()).hasSize(1);
  }

  @Test
  void runsDoNotDisturbEachOther() {
    generator.start("a");
    generator.start("b");
    generator.demand("b", 2);
    generator.demand("a", 1);

    assertThat(generator.batches())
        .extracting(SequenceBatch::getRun, SequenceBatch::getIndex)
        .containsExactly(tuple("b", 0L), tuple("b", 1L), tuple("a", 0L));
  }

  @Test
  void whatCannotBeReadIsRejectedAndTheRestGoesOn() {
    generator.start("a");
    generator.pipe(Topics.CONTROL, "a/000001", new byte[] {1, 2, 3});
    generator.pipe(Topics.DEMAND, "a", new byte[] {(byte) 0xC3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 7});
    generator.demand("a", 1);

    assertThat(generator.rejected())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.getReason()).isNotBlank())
        .extracting(each -> each.getTopic())
        .containsExactly(Topics.CONTROL.name(), Topics.DEMAND.name());
    assertThat(generator.batches()).hasSize(1);
  }

  @Test
  void everyBatchOfARunHasTheRunAsItsKey() {
    generator.start("a");
    generator.demand("a", 3);

    assertThat(generator.batchKeys()).containsExactly("a", "a", "a");
  }
}
