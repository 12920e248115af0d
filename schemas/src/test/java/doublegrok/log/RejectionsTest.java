package doublegrok.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.record.RejectedRecord;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RejectionsTest {
  private final List<String> counted = new ArrayList<>();
  private final Rejections rejections =
      new Rejections("evaluator", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), counted::add);

  @Test
  void saysWhereARecordLiesAndWhatIsWrongWithIt() {
    byte[] value = {1, 2, 3};
    Rejections.Rejection rejection =
        rejections.reject(new Rejections.Origin("steps", 1, 20, "é", value), "no step");

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
    assertThat(counted).containsExactly("steps");
  }

  @Test
  void keepsTheHeadOfWhatIsLongAndNothingOfWhatIsAbsent() {
    RejectedRecord absent = rejections
        .reject(new Rejections.Origin("steps", 1, 20, null, null), "none")
        .record();
    RejectedRecord large = rejections
        .reject(
            new Rejections.Origin("steps", 1, 20, "k".repeat(1 << 20), new byte[8 << 20]),
            "r".repeat(1 << 20))
        .record();

    assertThat(absent.getKey()).isNull();
    assertThat(absent.getValue()).isNull();
    assertThat(Topics.REJECTED.codec().encode(large)).hasSizeLessThan(70_000);
  }
}
