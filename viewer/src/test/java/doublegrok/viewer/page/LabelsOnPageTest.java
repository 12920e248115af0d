package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.InventedRun;
import doublegrok.viewer.view.RunHistory;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Words of a run's history for the sets and references of the run's family. */
final class LabelsOnPageTest {
  @Test
  void aSetOnAnAxisOfItsOwnComesWithTheRun() throws IOException {
    JsonNode told = json(new InventedRun("odd").until(100));

    assertThat(told.get("references")).isEmpty();
    assertThat(told.get("sets")).hasSize(2);
    JsonNode scaled = told.get("sets").get(1);
    assertThat(scaled.get("label").asText()).isEqualTo("scaled-x2");
    assertThat(scaled.get("tasks").asText()).isEqualTo("now");
    assertThat(scaled.get("inputs").asText()).isEqualTo("any");
    assertThat(scaled.get("shift").asText()).isEqualTo("input scale x2");
    assertThat(scaled.get("colour").asInt()).isEqualTo(4);
    assertThat(scaled.get("dashed").asBoolean()).isFalse();
    assertThat(scaled.get("reach").asInt()).isEqualTo(-1);
    assertThat(scaled.get("gain").asText()).isEqualTo("ID-generalisation at input scale x2");
    assertThat(told.get("sets").get(0).get("reach").asInt()).isEqualTo(1);
  }

  @Test
  void whereNoAnswerIsRightOrWrongThereIsALossAndNoAccuracy() throws IOException {
    JsonNode score = json(new InventedRun("odd").until(100)).at("/summary/accuracies/seen");

    assertThat(score.get("loss").asDouble()).isEqualTo(0.5);
    assertThat(score.get("loss_error").asDouble()).isBetween(0.05, 0.0503);
    for (String unknown : new String[] {"correct", "accuracy", "low", "high"}) {
      assertThat(score.get(unknown).isNull()).as(unknown).isTrue();
    }
  }

  @Test
  void setsAndReferencesComeInTheOrderInWhichTheyAreShown() throws IOException {
    JsonNode told = json(new ExampleRun("r").until(100));

    assertThat(told.get("sets").findValuesAsText("label"))
        .containsExactly(
            "id-train",
            "id-test",
            "ood-train",
            "ood-test",
            "ood",
            "formerly-id-train",
            "formerly-id-test");
    assertThat(told.get("references").findValuesAsText("label"))
        .containsExactly("exact", "switchboard", "table", "ratio", "copy", "uniform");
    assertThat(told.get("references").findValuesAsText("skill"))
        .containsExactly("general", "tasks", "examples", "general", "guess", "guess");
  }

  private static JsonNode json(RunHistory history) throws IOException {
    return new ObjectMapper().readTree(PageJson.text(history));
  }
}
