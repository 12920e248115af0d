package doublegrok.log;

import doublegrok.record.TokenSequences;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** What a batch says of its content, so that whoever reads it can tell whether it is whole. */
public final class BatchChecksum {
  private BatchChecksum() {}

  /** CRC-32C of the tokens, then the latents as big-endian 32-bit integers. */
  public static long of(TokenSequences payload) {
    ByteBuffer latents =
        ByteBuffer.allocate(Integer.BYTES * payload.getLatents().size());
    payload.getLatents().forEach(latents::putInt);
    CRC32C checksum = new CRC32C();
    checksum.update(payload.getTokens().duplicate());
    checksum.update(latents.flip());
    return checksum.getValue();
  }
}
