package doublegrok.trainer;

import doublegrok.log.BatchChecksum;
import doublegrok.model.TokenBlock;
import doublegrok.record.SequenceBatch;
import doublegrok.record.TokenSequences;

/** A batch's tokens for the model, once its sizes and its checksum are found to agree. */
final class SoundBatch {
  private SoundBatch() {}

  /**
   * The batch's tokens.
   *
   * @throws IllegalStateException if they are not what the batch says of them
   */
  static TokenBlock block(String run, SequenceBatch batch) {
    if (!(batch.getPayload() instanceof TokenSequences payload)) {
      throw refused(run, batch, "its payload is no token sequences");
    }
    int sequences = batch.getSequences();
    byte[] tokens = new byte[payload.getTokens().remaining()];
    payload.getTokens().duplicate().get(tokens);
    if (payload.getLatents().size() != sequences) {
      throw refused(
          run,
          batch,
          "it has %d sequences but %d latents"
              .formatted(sequences, payload.getLatents().size()));
    }
    long checksum = BatchChecksum.of(payload);
    if (checksum != batch.getChecksum()) {
      throw refused(
          run,
          batch,
          "its checksum is %d, its content's %d".formatted(batch.getChecksum(), checksum));
    }
    try {
      return new TokenBlock(sequences, payload.getLength(), tokens, batch.getAnswerPositions());
    } catch (IllegalArgumentException disagreement) {
      throw refused(run, batch, disagreement.getMessage());
    }
  }

  /** Says which batch is refused, and why. */
  static IllegalStateException refused(String run, SequenceBatch batch, String reason) {
    return new IllegalStateException(
        "batch %d of run '%s' is refused: %s; only the generator may write to the topic of batches"
            .formatted(batch.getIndex(), run, reason));
  }
}
