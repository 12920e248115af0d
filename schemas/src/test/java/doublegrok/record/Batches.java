package doublegrok.record;

import java.nio.ByteBuffer;
import java.util.List;

/** A small batch with every field different from zero. */
final class Batches {
  private Batches() {}

  static SequenceBatch small() {
    return SequenceBatch.newBuilder()
        .setRun("my-run")
        .setIndex(41)
        .setDistributionVersion(2)
        .setSeed(-7)
        .setFamily("modular-shift")
        .setShots(2)
        .setSequences(2)
        .setAnswerPositions(List.of(1, 3))
        .setChecksum(3_000_000_000L)
        .setPayload(TokenSequences.newBuilder()
            .setVocabulary(251)
            .setLength(4)
            .setTokens(ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 127, (byte) 128, (byte) 250, 10}))
            .setLatents(List.of(5, 250))
            .build())
        .build();
  }
}
