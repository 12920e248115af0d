package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import doublegrok.viewer.view.ExampleSweep;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.SweepOverview;
import doublegrok.viewer.view.SweepRun;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Does with a sweep's page what a person does, in a real browser. */
final class SweepActionsBrowserTest extends InBrowser {
  private static final ExampleSweep EXAMPLE =
      new ExampleSweep("optimizers", 4, 3, List.of("muon", "adamw"));
  private static final Path PICTURES = Path.of("target", "page");
  private static final String ROWS = "#table tbody tr";
  private static final String CELL = "#diagram [data-cell=\"0,1,2,0\"]";

  private final FakeRunViews views = new FakeRunViews();
  private PageServer server;

  @BeforeEach
  void startServer() {
    browser.size(1280, 2000, false);
    browser.dark(false);
    views.put(EXAMPLE.at(0.5));
    EXAMPLE.histories(0.5).forEach(views::put);
    server = PageServer.start(PageSettings.local(0), views, new CollectorRegistry());
    open("");
  }

  @AfterEach
  void stopServer() {
    assertThat(browser.errors()).isEmpty();
    browser.open("about:blank");
    server.close();
  }

  private void open(String query) {
    browser.open(server.url() + "sweeps?sweep=optimizers" + query);
    browser.await("document.querySelector('#connection')?.dataset.state === 'live'");
    browser.settle();
  }

  private static int rows() {
    return browser.evaluate("document.querySelectorAll('" + ROWS + "').length").asInt();
  }

  private static void choose(String name, String value) {
    browser.evaluate(
        "(() => { const place = document.querySelector('[data-choose=%s]');".formatted(name)
            + " place.value = '%s'; ".formatted(value)
            + " place.dispatchEvent(new Event('input', { bubbles: true }));"
            + " place.dispatchEvent(new Event('change', { bubbles: true })); })()");
    browser.settle();
  }

  @Test
  void aCellLeadsToItsRuns() {
    browser.evaluate("document.querySelector('" + CELL + "').dispatchEvent(new Event('click'))");
    browser.settle();

    assertThat(rows()).isEqualTo(ExampleSweep.SEEDS);
    assertThat(browser.text(ROWS + " a")).contains("tasks.2-input_fraction.0.28-adamw");
    assertThat(browser.text("#table .at")).isEqualTo("3 of 72 runs");
    String address =
        browser.evaluate("document.querySelector('" + ROWS + " a').href").asText();
    browser.evaluate("document.querySelector('#all').click()");
    browser.settle();
    assertThat(rows()).isEqualTo(72);
    browser.open(address);
    browser.await("document.querySelector('#name')?.textContent.startsWith('optimizers-')");
  }

  @Test
  void arrowKeysWalkOverTheCells() {
    browser.evaluate("document.querySelector('#diagram [tabindex=\"0\"]').focus()");
    browser.press("Tab"); // away
    browser.evaluate("document.querySelector('#diagram .cell').focus()");
    browser.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        + " { key: 'ArrowDown', bubbles: true, cancelable: true }))");

    assertThat(browser.evaluate("document.activeElement.dataset.cell").asText())
        .isEqualTo("0,0,1,0");
    assertThat(browser.text("#diagram .says"))
        .startsWith("optimizer name muon, input fraction 0.19, tasks 2: median ID ");
    browser.press("Enter");
    browser.settle();
    assertThat(rows()).isEqualTo(ExampleSweep.SEEDS);
  }

  @Test
  void wordsAndComparisonsFindRuns() {
    choose("find", "adamw tasks>4");
    long expected = EXAMPLE.at(0.5).runs().stream()
        .filter(run -> run.values().get(ExampleSweep.OPTIMIZER).equals("adamw")
            && (int) run.values().get(ExampleSweep.TASKS) > 4)
        .count();
    assertThat(rows()).isEqualTo((int) expected);

    choose("find", "state=done accuracy.id-test>0.9");
    assertThat(rows()).isEqualTo((int) EXAMPLE.at(0.5).runs().stream()
        .filter(run -> run.state().equals("done") && run.measures().get("accuracy.id-test") > 0.9)
        .count());
    assertThat(browser.evaluate("location.search").asText()).contains("find=state%3Ddone");
  }

  @Test
  void tagsAndNotesAreShownAndFound() {
    int corners = 2 * ExampleSweep.SEEDS; // one of each optimizer
    choose("find", "tag=corner");
    assertThat(rows()).isEqualTo(corners);
    assertThat(browser.text(ROWS + " [data-name=tags]")).isEqualTo("corner");

    choose("find", "at once");
    assertThat(rows()).isEqualTo(corners);
    assertThat(browser.text(ROWS + " [data-name=note]")).isEqualTo("memorised at once");

    choose("find", "tag=corn");
    assertThat(rows()).isZero();
  }

  @Test
  void aHeadingSortsAndWhatIsNotKnownComesLast() {
    String wanted = "[...document.querySelectorAll('#table thead button')]"
        + ".find((each) => each.dataset.name === 'accuracy.ood').click()";
    String column = "[...document.querySelectorAll('" + ROWS + " [data-name=\"accuracy on ood\"]')]"
        + ".map((each) => parseFloat(each.textContent))";
    for (int sign : new int[] {1, -1}) {
      browser.evaluate(wanted);
      browser.settle();
      List<Double> shown = browser
          .evaluate(column + ".filter((each) => !Number.isNaN(each))")
          .valueStream()
          .map(JsonNode::asDouble)
          .toList();
      assertThat(shown).hasSizeGreaterThan(20);
      for (int i = 1; i < shown.size(); i++) {
        assertThat(sign * Double.compare(shown.get(i), shown.get(i - 1))).isNotNegative();
      }
      assertThat(browser.evaluate("String(" + column + ".at(-1))").asText()).isEqualTo("NaN");
    }
  }

  @Test
  void settingsShowTheMedianAndTheRange() {
    choose("group", "setting");

    assertThat(rows()).isEqualTo(24);
    assertThat(browser.text(ROWS)).containsPattern("accuracy|[0-9]+ \\([0-9,]+\u2013");
    String csv = CapturedSave.of(browser, "#table", "CSV").text();
    assertThat(csv).contains("median of completed.ID-memorisation");
  }

  @Test
  void onlyKeysThatDifferHaveColumns() {
    assertThat(browser.text("#table thead"))
        .contains("tasks", "input fraction", "optimizer name")
        .doesNotContain("learning rate");
  }

  @Test
  void runsThatGoOnAreShownAtOnce() {
    SweepOverview before = EXAMPLE.at(0.5);
    SweepOverview after = EXAMPLE.at(0.7);
    views.put(after);

    for (int i = 0; i < after.runs().size(); i++) {
      SweepRun run = after.runs().get(i);
      if (!run.equals(before.runs().get(i))) {
        views.publish(new LiveUpdate.SweepRunChanged("optimizers", after.state(), run));
      }
    }
    browser.settle();

    long done = after.runs().stream().filter(run -> run.state().equals("done")).count();
    assertThat(browser.text("#counts")).contains(done + " done");
    assertThat(browser
            .evaluate("document.querySelectorAll('" + ROWS + " .pill[data-state=done]').length")
            .asLong())
        .isEqualTo(done);
  }

  @Test
  void aRunThatIsNewBringsTheSweepAgain() {
    ExampleSweep larger = new ExampleSweep("optimizers", 5, 3, List.of("muon", "adamw"));
    SweepOverview after = larger.at(0.5);
    views.put(after);

    views.publish(new LiveUpdate.SweepRunChanged(
        "optimizers", "running", after.runs().get(after.runs().size() - 1)));
    browser.await("document.querySelectorAll('" + ROWS + "').length === 90");

    assertThat(browser.text("#counts")).startsWith("90 runs");
  }

  @Test
  void theDiagramIsSavedAsPicturesAndTables() throws Exception {
    byte[] png = CapturedSave.of(browser, "#diagram", "PNG").bytes();
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve("sweep-saved.png"), png);
    String svg = CapturedSave.of(browser, "#diagram", "SVG").text();
    CapturedSave latex = CapturedSave.of(browser, "#diagram", "LaTeX");

    assertThat(png).startsWith(0x89, 'P', 'N', 'G').hasSizeGreaterThan(5_000);
    assertThat(svg).startsWith("<svg").contains("optimizers: phase", "ID generalisation");
    assertThat(browser
            .evaluate("new DOMParser().parseFromString(`" + svg
                + "`, 'image/svg+xml').querySelectorAll('parsererror, [tabindex]').length")
            .asInt())
        .isZero();
    assertThat(latex.name()).isEqualTo("optimizers-phase-diagram.tex");
    assertThat(latex.text())
        .contains("\\toprule", "optimizer name & input fraction & tasks 2", " \\\\")
        .doesNotContain("\u2013", "\u202f");
    assertThat(latex.text().lines().filter(line -> line.endsWith("\\\\"))).hasSize(7);
  }

  @Test
  void bandsAreMediansAndRangesOfTheirRuns() {
    choose("find", "muon tasks=2 input_fraction=0.28");
    browser.await("document.querySelectorAll('#curves path').length === 2");

    JsonNode rows =
        browser.evaluate("`" + CapturedSave.of(browser, "#curves", "CSV").text()
            + "`.trim().split('\\n').slice(1).map((row) => row.split(/,(?! )/))");
    List<RunHistory> histories = EXAMPLE.histories(0.5).stream()
        .filter(each -> each.summary().run().contains("tasks.2-input_fraction.0.28-s"))
        .toList();
    assertThat(histories).hasSize(3);
    assertThat(rows).hasSize(histories.get(0).evaluations().get("ood").size());
    for (int row = 0; row < rows.size(); row++) {
      int point = row;
      List<Double> values = histories.stream()
          .map(each -> each.evaluations().get("ood").get(point).lastShot().accuracy())
          .sorted()
          .toList();
      JsonNode told = rows.get(row);
      assertThat(told.get(2).asDouble()).isEqualTo(values.get(1));
      assertThat(told.get(3).asDouble()).isEqualTo(values.get(0));
      assertThat(told.get(4).asDouble()).isEqualTo(values.get(2));
      assertThat(told.get(5).asInt()).isEqualTo(3);
    }
  }
}
