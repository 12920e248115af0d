package doublegrok.local.command.common;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.record.RepeatedSequences;
import doublegrok.record.SequenceBatch;
import doublegrok.record.StepReport;
import doublegrok.record.TokenSequences;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecordFieldsTest {
  @Test
  void recordsOfSeveralTypesSayWhichTheyAreAndBytesAreBase64() {
    TokenSequences payload =
        new TokenSequences(11, 3, ByteBuffer.wrap(new byte[] {1, 2, (byte) 250}), List.of(7));

    Map<String, Object> fields = RecordFields.of(batch(payload));

    assertThat(fields.keySet()).startsWith("run", "index", "distributionVersion", "swap");
    assertThat(fields.get("swap")).isEqualTo(Map.of("distribution.tasks", "4"));
    assertThat(fields.get("answerPositions")).isEqualTo(List.of(1, 3));
    assertThat(fields.get("answerWeights")).isNull();
    assertThat(Json.line(fields.get("payload")))
        .isEqualTo("{\"type\":\"TokenSequences\",\"vocabulary\":11,\"length\":3,"
            + "\"tokens\":\"AQL6\",\"latents\":[7]}");
    assertThat(payload.getTokens().remaining()).as("it can be read again").isEqualTo(3);
    assertThat(RecordFields.of(batch(new RepeatedSequences(40L))).get("payload"))
        .isEqualTo(Map.of("type", "RepeatedSequences", "batch", 40L));
  }

  @Test
  void timesAreIsoAndNumbersThatAreNotFiniteNull() {
    StepReport report = StepReport.newBuilder()
        .setRun("a")
        .setStep(3)
        .setDistributionVersion(0)
        .setLoss(Double.NaN)
        .setGradientNorm(1.5)
        .setLearningRate(Double.POSITIVE_INFINITY)
        .setTokens(9)
        .setWaitSeconds(0)
        .setStepSeconds(0.25)
        .setFinishedAtMillis(Instant.ofEpochMilli(1_700_000_000_123L))
        .build();

    assertThat(RecordFields.of(report))
        .containsEntry("loss", null)
        .containsEntry("learningRate", null)
        .containsEntry("gradientNorm", 1.5)
        .containsValue("2023-11-14T22:13:20.123Z");
  }

  private static SequenceBatch batch(Object payload) {
    return SequenceBatch.newBuilder()
        .setRun("a")
        .setIndex(41)
        .setDistributionVersion(2)
        .setSwap(Map.of("distribution.tasks", "4"))
        .setSeed(7)
        .setFamily("modular-shift")
        .setShots(2)
        .setSequences(1)
        .setAnswerPositions(List.of(1, 3))
        .setChecksum(3)
        .setPayload(payload)
        .build();
  }
}
