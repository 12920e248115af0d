package doublegrok.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.record.GridScores;
import doublegrok.record.ImpostorScore;
import doublegrok.record.ImpostorScores;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordFieldsTest {
  @Test
  void namesAreInSnakeCaseAndBytesAreUnsignedNumbers() {
    GridScores grid = new GridScores(
        1,
        2,
        "y",
        "x",
        3,
        List.of(5),
        ByteBuffer.wrap(new byte[] {0, (byte) 255}),
        Map.of("exact", ByteBuffer.wrap(new byte[] {(byte) 128, 1})));

    Map<String, Object> fields = RecordFields.of(grid);

    assertThat(fields)
        .containsExactly(
            Map.entry("rows", 1),
            Map.entry("columns", 2),
            Map.entry("row_meaning", "y"),
            Map.entry("column_meaning", "x"),
            Map.entry("shots", 3),
            Map.entry("latents", List.of(5)),
            Map.entry("model", List.of(0, 255)),
            Map.entry("references", Map.of("exact", List.of(128, 1))));
    assertThat(RecordFields.of(grid)).isEqualTo(fields);
  }

  @Test
  void recordsInListsAreObjectsAndWhatIsNoNumberIsNull() {
    ImpostorScores scores = new ImpostorScores(List.of(new ImpostorScore(2, 0.5, Double.NaN, 0.0)));

    assertThat(Json.text(RecordFields.of(scores)).replaceAll("\\s", ""))
        .isEqualTo("{\"shots\":[{\"shot\":2,\"impostor\":0.5,\"truth\":null,\"error\":0.0}]}");
  }
}
