package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.record.SequenceBatch;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules by which batches can be trained on. */
final class BatchRulesTest {
  private static final SequenceBatch BATCH = Given.batch(7);
  private static final BatchRules RULES =
      new BatchRules(Given.RUN, Given.SPEC, Given.SPEC.training().steps());
  private static final doublegrok.record.TokenSequences PAYLOAD =
      (doublegrok.record.TokenSequences) BATCH.getPayload();

  @Test
  void aSoundBatchBecomesItsTokens() {
    TrainingBatch batch = RULES.accepted(BATCH);
    TokenSequences block = TokenSequences.of(batch.sequences());

    assertThat(batch.index()).isEqualTo(7);
    assertThat(batch.version()).isEqualTo(BATCH.getDistributionVersion());
    assertThat(batch.swap()).isEmpty();
    assertThat(block.bytes()).isEqualTo(PAYLOAD.getTokens().array());
    assertThat(block.count()).isEqualTo(BATCH.getSequences());
    assertThat(block.layout())
        .isEqualTo(new SequenceLayout(11, PAYLOAD.getLength(), BATCH.getAnswerPositions(), 0));
    assertThat(RULES.accepted(BATCH).sequences().sameAs(block)).isTrue();
  }

  @Test
  void aSwapIsToldWithItsFirstBatch() {
    Map<String, String> changes = Map.of("distribution.tasks", "4");

    assertThat(RULES
            .accepted(SequenceBatch.newBuilder(BATCH).setSwap(changes).build())
            .swap())
        .hasValue(changes);
  }

  @Test
  void anyFlippedBitOfTokensOrLatentsIsRefused() {
    byte[] tokens = PAYLOAD.getTokens().array();
    for (int at = 0; at < tokens.length; at++) {
      byte[] flipped = tokens.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      assertRefused(
          with(BATCH.getSequences(), PAYLOAD.getLength(), flipped, PAYLOAD.getLatents()),
          "its checksum is ");
    }
    List<Integer> swapped =
        PAYLOAD.getLatents().stream().map(latent -> latent ^ 1).toList();
    assertRefused(
        with(BATCH.getSequences(), PAYLOAD.getLength(), tokens, swapped), "its checksum is ");
  }

  @Test
  void sizesThatDisagreeAreRefused() {
    byte[] tokens = PAYLOAD.getTokens().array();
    List<Integer> latents = PAYLOAD.getLatents();

    assertRefused(with(4, 10, tokens, latents), "needs 40 bytes, was given 36");
    assertRefused(with(5, 9, tokens, latents), "5 sequences but 4 latents");
    assertRefused(with(0, 9, tokens, List.of()), "its checksum is ");
    assertRefused(with(4, Integer.MAX_VALUE, tokens, latents), "needs 8589934588 bytes");
    assertRefused(with(4, -9, tokens, latents), "at least 1 sequence");
  }

  @Test
  void answersOutsideTheSequencesAreRefused() {
    assertRefused(
        SequenceBatch.newBuilder(BATCH).setAnswerPositions(List.of(9)).build(),
        "answer positions must ascend in 1..8");
  }

  @Test
  void aPayloadOfAnotherKindIsRefused() {
    SequenceBatch foreign = SequenceBatch.newBuilder(BATCH).build();
    foreign.put("payload", "something else");

    assertRefused(foreign, "its payload is no token sequences");
  }

  private static SequenceBatch with(
      int sequences, int length, byte[] tokens, List<Integer> latents) {
    return SequenceBatch.newBuilder(BATCH)
        .setSequences(sequences)
        .setPayload(
            new doublegrok.record.TokenSequences(11, length, ByteBuffer.wrap(tokens), latents))
        .build();
  }

  private static void assertRefused(SequenceBatch batch, String reason) {
    assertThatThrownBy(() -> RULES.accepted(batch))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("batch 7 of run 'a' is refused: ")
        .hasMessageContaining(reason);
  }
}
