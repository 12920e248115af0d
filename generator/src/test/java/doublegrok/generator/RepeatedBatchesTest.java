package doublegrok.generator;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.BatchChecksum;
import doublegrok.log.Topics;
import doublegrok.record.RepeatedSequences;
import doublegrok.record.SequenceBatch;
import doublegrok.record.TokenSequences;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Where each batch is all pairs that are trained, few have them on the log. */
final class RepeatedBatchesTest {
  private final BatchSource source = new BatchSource("a", spec(12));

  /** Of 25 pairs 12 are trained on, from batch 300 on 24. */
  private static RunSpec spec(int sequences) {
    return RunSpecs.builtIn()
        .parse(
            Presets.text("addition"),
            "a test",
            List.of(
                "task.modulus=5",
                "distribution.pair_fraction=0.5",
                "swaps=[{at_batch: 300, set: {distribution.pair_fraction: 0.98}}]",
                "batch.sequences=" + sequences));
  }

  @Test
  void oneIn256AndTheFirstOfADistributionHasItsSequencesAndTheOthersReferToIt() {
    BatchSource all = new BatchSource("a", spec(24));

    assertThat(LongStream.range(0, 700)
            .filter(index -> source.batch(index).getPayload() instanceof TokenSequences))
        .hasSize(2 + 400)
        .startsWith(0L, 256L, 300L, 301L);
    assertThat(LongStream.range(0, 700)
            .filter(index -> all.batch(index).getPayload() instanceof TokenSequences))
        .containsExactly(0L, 256L, 300L, 512L);
    assertThat(all.batch(511).getPayload()).isEqualTo(new RepeatedSequences(300L));
    assertThat(all.batch(513).getPayload()).isEqualTo(new RepeatedSequences(512L));
  }

  @Test
  void aReferenceHasAllElseThatTheBatchHas() {
    SequenceBatch whole = source.whole(299);
    SequenceBatch reference = source.batch(299);
    SequenceBatch first = source.batch(256);

    assertThat(first).isEqualTo(source.whole(256));
    assertThat(whole.getPayload()).isEqualTo(first.getPayload());
    assertThat(reference.getChecksum())
        .isEqualTo(BatchChecksum.of((TokenSequences) first.getPayload()));
    assertThat(with(reference, whole.getPayload())).isEqualTo(whole);
  }

  @Test
  void aReferenceIsSmallHoweverManySequencesThereAre() {
    BatchSource all = new BatchSource("a", spec(24 * 50));

    assertThat(size(all.batch(300))).isGreaterThan(5000);
    assertThat(size(all.batch(301))).isLessThan(100);
  }

  @Test
  void anAuditTellsAReferenceThatIsNotTheRunsOwn() {
    SequenceBatch found = source.batch(259);
    assertThat(BatchDifference.between(found, source.batch(259))).isEmpty();
    assertThat(BatchDifference.between(with(found, new RepeatedSequences(0L)), source.batch(259)))
        .hasValue("batch 259: its sequences are those of batch 0, should be those of batch 256");
    SequenceBatch first = source.batch(256);
    assertThat(BatchDifference.between(with(first, new RepeatedSequences(255L)), first))
        .hasValue("batch 256: its sequences are those of batch 255, should be sequences of its own");
  }

  private static SequenceBatch with(SequenceBatch batch, Object payload) {
    return SequenceBatch.newBuilder(batch).setPayload(payload).build();
  }

  private static int size(SequenceBatch batch) {
    return Topics.BATCHES.codec().encode(batch).length;
  }
}
