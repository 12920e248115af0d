package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import doublegrok.viewer.view.LongRunViews;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks at runs of very many steps in a real browser. */
final class LongRunBrowserTest extends InBrowser {
  private static final Path PICTURES = Path.of("target", "page");
  private static final String DRAWN = "document.querySelectorAll('.u-over').length === 7";
  private static final LongRunViews VIEWS = new LongRunViews(2, 30_000);

  private PageServer server;

  @BeforeEach
  void startServer() {
    browser.size(1280, 720, false);
    server = PageServer.start(PageSettings.local(0), VIEWS, new CollectorRegistry());
  }

  @AfterEach
  void stopServer() {
    browser.open("about:blank");
    server.close();
  }

  @Test
  void aZoomedPartIsFetchedInFullAndZoomLegendAndScrollStayWhileDataComes() throws Exception {
    open("?hide=id-test");
    browser.evaluate("window.scrollTo(0, 300)");

    browser.evaluate("document.querySelector('#loss').dispatchEvent("
        + "new KeyboardEvent('keydown', {key: 'ArrowLeft'}))");
    for (int i = 0; i < 3; i++) {
      browser.evaluate("document.querySelector('#loss').dispatchEvent("
          + "new KeyboardEvent('keydown', {key: '+'}))");
    }
    String zoomed = browser.evaluate("location.search").asText();
    browser.await("performance.getEntriesByType('resource').some((each) =>"
        + " each.name.endsWith('run-0' + location.search.replace(/hide=[^&]*&/, '')))");
    browser.settle();
    VIEWS.goOn(50);

    browser.await("document.querySelector('#step').innerText.startsWith('30,')");
    browser.settle();
    assertThat(browser.evaluate("location.search").asText()).isEqualTo(zoomed).contains("from=");
    assertThat(browser.evaluate("scrollY").asInt()).isEqualTo(300);
    assertThat(browser.text(".legend [aria-pressed=false]")).contains("id-test");
    assertThat(rows("#loss")).as("rows of the CSV").isGreaterThan(1000);
    browser.screenshot(PICTURES.resolve("long-zoomed.png"));
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void whatIsSmoothedSaysOverHowManyStepsAndStandsInTheAddress() throws Exception {
    browser.size(1280, 2400, false);
    open("");
    assertThat(browser.text("#loss .legend")).doesNotContain("average");

    browser.evaluate("(() => { const choice = document.querySelector('[data-choice=smooth]');"
        + " choice.value = '300';"
        + " choice.dispatchEvent(new Event('change', {bubbles: true})); })()");

    browser.await("/average over 300 steps/.test(document.querySelector('#loss').innerText)");
    assertThat(browser.text("#gradient .legend"))
        .contains("gradient norm, exponential average over");
    assertThat(browser.text("#speed .legend")).contains("tokens/s, exponential average over");
    assertThat(browser.text("#accuracy .legend")).doesNotContain("average");
    assertThat(browser.evaluate("location.search").asText()).isEqualTo("?smooth=300");
    browser.settle();
    browser.screenshot(PICTURES.resolve("long-smoothed.png"));
    browser.evaluate("document.querySelector('[data-choice=smooth]').value = '10'");
    browser.evaluate("document.querySelector('[data-choice=smooth]')"
        + ".dispatchEvent(new Event('change', {bubbles: true}))");
    browser.await("/average over [0-9]+ steps/.test(document.querySelector('#loss').innerText)");
    assertThat(browser.text("#loss .legend"))
        .as("thinned steps are means of more than 10")
        .doesNotContain("over 10 steps");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void everyChartMarksWhatHappened() {
    browser.size(1280, 2400, false);
    open("");

    JsonNode coloured = browser.evaluate("""
        (() => {
          const stepOf = (text) => Number(text.replaceAll(',', '').match(/[0-9]+/)[0]);
          const last = stepOf(document.querySelector('#step').innerText);
          const swap = stepOf([...document.querySelectorAll('#events li')]
            .find((item) => /swapped/.test(item.innerText)).innerText);
          return [...document.querySelectorAll('.chart:not([hidden])')].map((chart) => {
            const canvas = chart.querySelector('canvas');
            const over = chart.querySelector('.u-over');
            const x = over.offsetLeft + over.offsetWidth * swap / last;
            const data = canvas.getContext('2d')
              .getImageData(x - 4, over.offsetTop - 4, 9, over.offsetHeight / 2).data;
            let purple = 0;
            for (let i = 0; i < data.length; i += 4) {
              purple += data[i] === 122 && data[i + 1] === 62 && data[i + 2] === 157 ? 1 : 0;
            }
            return purple > 20;
          });
        })()""");

    assertThat(coloured).hasSize(7);
    coloured.forEach(each -> assertThat(each.asBoolean()).isTrue());
  }

  private int rows(String chart) {
    return CapturedSave.of(browser, chart, "CSV").text().split("\n", -1).length - 2;
  }

  private void open(String query) {
    browser.open(server.url() + query);
    browser.await(DRAWN);
    browser.settle();
  }
}
