package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.model.TokenBlock;
import doublegrok.record.SequenceBatch;
import doublegrok.record.TokenSequences;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SoundBatchTest {
  private static final SequenceBatch BATCH = Given.batch(7);
  private static final TokenSequences PAYLOAD = (TokenSequences) BATCH.getPayload();

  @Test
  void aSoundBatchBecomesItsTokens() {
    TokenBlock block = SoundBatch.block(Given.RUN, BATCH);

    assertThat(block.tokens()).isEqualTo(PAYLOAD.getTokens().array());
    assertThat(block.sequences()).isEqualTo(BATCH.getSequences());
    assertThat(block.length()).isEqualTo(PAYLOAD.getLength());
    assertThat(block.answerPositions()).isEqualTo(BATCH.getAnswerPositions());
    assertThat(SoundBatch.block(Given.RUN, BATCH).tokens()).isEqualTo(block.tokens());
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
        .setPayload(new TokenSequences(11, length, ByteBuffer.wrap(tokens), latents))
        .build();
  }

  private static void assertRefused(SequenceBatch batch, String reason) {
    assertThatThrownBy(() -> SoundBatch.block(Given.RUN, batch))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("batch 7 of run 'a' is refused: ")
        .hasMessageContaining(reason);
  }
}
