package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.InventedRun;
import doublegrok.viewer.view.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of what a run adds to the answer that has all of them. */
final class AllRunsTest {
  /** Of three sets and a dozen shares; the sets and references of the family have as many. */
  private static final int BYTES_A_RUN = 2_500;

  @Test
  void aFamilyIsToldOnceHoweverManyRunsItHas() throws Exception {
    List<RunSummary> runs = new ArrayList<>(runs(20));
    runs.add(new InventedRun("odd").until(50).summary());

    JsonNode told = new ObjectMapper().readTree(PageJson.text(AllRuns.of(runs)));

    assertThat(told.get("runs").findValuesAsText("run")).hasSize(21).endsWith("odd");
    assertThat(told.get("runs")).noneMatch(each -> each.has("sets") || each.has("references"));
    assertThat(told.get("families").properties()).hasSize(2);
    assertThat(told.at("/families/modular-linear/references")).hasSize(6);
    assertThat(told.at("/families/invented/sets/1/label").asText()).isEqualTo("scaled-x2");
    assertThat(told.at("/runs/0/family").asText()).isEqualTo("modular-linear");
  }

  @Test
  void aRunMoreAddsItsSummaryAlone() {
    int ten = PageJson.text(AllRuns.of(runs(10))).length();
    int thousand = PageJson.text(AllRuns.of(runs(1_000))).length();

    assertThat((thousand - ten) / 990).isBetween(500, BYTES_A_RUN);
  }

  private static List<RunSummary> runs(int count) {
    return IntStream.range(0, count)
        .mapToObj("run-%04d"::formatted)
        .map(run -> new ExampleRun(run).summary(300))
        .toList();
  }
}
