package doublegrok.log;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.record.TokenSequences;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchChecksumTest {
  /** Of the digits 1 to 9 in ASCII, the check value that RFC 3720's CRC is known by. */
  private static final long CHECK = 0xE3069283L;

  @Test
  void itIsCrc32cOfTokensThenBigEndianLatents() {
    assertThat(checksum("123456789", List.of())).isEqualTo(CHECK);
    assertThat(checksum("1", List.of(0x32333435, 0x36373839))).isEqualTo(CHECK);
  }

  @Test
  void theTokensCanBeReadAfterIt() {
    TokenSequences payload = payload("123", List.of());

    assertThat(BatchChecksum.of(payload)).isEqualTo(BatchChecksum.of(payload));
    assertThat(payload.getTokens().remaining()).isEqualTo(3);
  }

  private static long checksum(String tokens, List<Integer> latents) {
    return BatchChecksum.of(payload(tokens, latents));
  }

  private static TokenSequences payload(String tokens, List<Integer> latents) {
    byte[] bytes = tokens.getBytes(StandardCharsets.US_ASCII);
    return new TokenSequences(256, bytes.length, ByteBuffer.wrap(bytes), latents);
  }
}
