package doublegrok.log;

import doublegrok.record.RealSequences;
import doublegrok.record.TokenSequences;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/** Checksum of a batch's content, so that whoever reads it can tell whether it is whole. */
public final class BatchChecksum {
  private BatchChecksum() {}

  /** CRC-32C of the tokens, then the latents as big-endian 32-bit integers. */
  public static long of(TokenSequences payload) {
    return of(payload.getLatents(), payload.getTokens());
  }

  /** CRC-32C of the inputs, then the targets, then the latents as big-endian 32-bit integers. */
  public static long of(RealSequences payload) {
    return of(payload.getLatents(), payload.getInputs(), payload.getTargets());
  }

  private static long of(List<Integer> latents, ByteBuffer... values) {
    CRC32C checksum = new CRC32C();
    for (ByteBuffer each : values) {
      checksum.update(each.duplicate());
    }
    ByteBuffer last = ByteBuffer.allocate(Integer.BYTES * latents.size());
    latents.forEach(last::putInt);
    checksum.update(last.flip());
    return checksum.getValue();
  }
}
