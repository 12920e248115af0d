package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import doublegrok.viewer.view.ExampleSweep;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.Phase;
import doublegrok.viewer.view.Spread;
import doublegrok.viewer.view.SweepGrid;
import doublegrok.viewer.view.SweepOverview;
import doublegrok.viewer.view.SweepRun;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at a sweep of 300 runs in a real browser. */
final class SweepBrowserTest extends InBrowser {
  private static final Path PICTURES = Path.of("target", "page");
  private static final ExampleSweep EXAMPLE = ExampleSweep.ofManyRuns();
  private static final double PROGRESS = 0.6;
  private static final String CELLS = "#diagram .cell";

  private final FakeRunViews views = new FakeRunViews();
  private final SweepOverview sweep = EXAMPLE.at(PROGRESS);
  private PageServer server;

  @BeforeEach
  void startServer() {
    browser.size(1280, 2000, false);
    browser.dark(false);
    views.put(sweep);
    EXAMPLE.histories(PROGRESS).forEach(views::put);
    ExampleSweep other = new ExampleSweep("optimizers", 4, 3, List.of("muon", "adamw"));
    views.put(other.at(1));
    other.histories(1).forEach(views::put);
    server = PageServer.start(PageSettings.local(0), views, new CollectorRegistry());
  }

  @AfterEach
  void stopServer() {
    browser.open("about:blank");
    server.close();
  }

  private void open(String query) {
    browser.open(server.url() + "sweeps" + query);
    browser.await("document.querySelector('#connection')?.dataset.state === 'live'");
    browser.settle();
  }

  @ParameterizedTest
  @ValueSource(strings = {"phase", "completed.OOD-generalisation", "accuracy.ood", "gap"})
  void theCellsAreTheMediansOfWhatTheApiTells(String measure) throws Exception {
    open("?sweep=phase-diagram&measure=" + measure);

    JsonNode rows = table(CapturedSave.of(browser, "#diagram", "CSV").text());
    SweepGrid grid = SweepGrid.of(
            sweep, Optional.of(ExampleSweep.FRACTION), Optional.of(ExampleSweep.TASKS))
        .get(0);
    int row = 0;
    for (int down = 0; down < grid.rows().size(); down++) {
      for (int across = 0; across < grid.columns().size(); across++) {
        List<SweepRun> runs = grid.cells().get(down).get(across);
        Spread all = Spread.of(runs, measure);
        JsonNode told = rows.get(row++);
        assertThat(told.get(0).asDouble())
            .isEqualTo(((Number) grid.rows().get(down)).doubleValue());
        assertThat(told.get(1).asDouble())
            .isEqualTo(((Number) grid.columns().get(across)).doubleValue());
        assertThat(told.get(2).asText()).isEqualTo(text(all.median(), measure));
        assertThat(told.get(3).asText()).isEqualTo(text(all.low(), measure));
        assertThat(told.get(4).asText()).isEqualTo(text(all.high(), measure));
        assertThat(told.get(5).asInt()).isEqualTo(all.known());
        assertThat(told.get(6).asInt()).isEqualTo(all.of());
      }
    }
    assertThat(browser
            .evaluate("document.querySelectorAll('" + CELLS + "').length")
            .asInt())
        .isEqualTo(row)
        .isEqualTo(100);
    assertThat(browser.errors()).isEmpty();
  }

  /** A number as the browser writes it. */
  private static String text(double value, String measure) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (measure.equals("phase")) {
      return Phase.all().get((int) value).label();
    }
    return Double.isInfinite(value) ? "not reached" : script(value);
  }

  private static String script(double value) {
    return browser.evaluate("String(" + value + ")").asText();
  }

  private static JsonNode table(String csv) {
    return browser.evaluate(
        "`" + csv + "`.trim().split('\\n').slice(1).map((row) => row.split(','))");
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
  void fitsAnyScreen(int width, boolean dark) throws Exception {
    browser.size(width, 1800, width < 600);
    browser.dark(dark);
    for (String query : List.of(
        "",
        "?sweep=phase-diagram",
        "?sweep=phase-diagram&group=setting&measure=gap",
        "?sweep=optimizers&measure=completed.OOD-generalisation")) {
      open(query);
      browser.screenshot(PICTURES.resolve("sweep%s-%d%s.png"
          .formatted(query.replaceAll("[^a-z]+", "-"), width, dark ? "-dark" : "")));

      assertThat(browser
              .evaluate("document.documentElement.scrollWidth <= innerWidth")
              .asBoolean())
          .isTrue();
      assertThat(browser.errors()).isEmpty();
    }
  }
}
