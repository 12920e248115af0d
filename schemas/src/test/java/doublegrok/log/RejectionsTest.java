package doublegrok.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.record.RejectedRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RejectionsTest {
  @Test
  void saysWhereARecordLiesAndWhatIsWrongWithIt() {
    byte[] value = {1, 2, 3};
    Rejections.Rejection rejection =
        Rejections.of("steps", 1, 20, "é", value, "evaluator", "no step", Instant.EPOCH);

    assertThat(rejection.key()).isEqualTo("steps/1/20");
    assertThat(rejection.record())
        .isEqualTo(new RejectedRecord(
            "steps",
            1,
            20L,
            "evaluator",
            "no step",
            ByteBuffer.wrap("é".getBytes(UTF_8)),
            ByteBuffer.wrap(value),
            Instant.EPOCH));
  }

  @Test
  void keepsTheHeadOfWhatIsLongAndNothingOfWhatIsAbsent() {
    RejectedRecord absent = Rejections.of(
            "steps", 1, 20, null, null, "evaluator", "none", Instant.EPOCH)
        .record();
    RejectedRecord large = Rejections.of(
            "steps",
            1,
            20,
            "k".repeat(1 << 20),
            new byte[8 << 20],
            "evaluator",
            "r".repeat(1 << 20),
            Instant.EPOCH)
        .record();

    assertThat(absent.getKey()).isNull();
    assertThat(absent.getValue()).isNull();
    assertThat(Topics.REJECTED.codec().encode(large)).hasSizeLessThan(70_000);
  }
}
