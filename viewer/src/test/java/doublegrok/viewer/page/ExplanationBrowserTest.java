package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.LiveUpdate;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks for the explanation of a run on the page, as a person would. */
final class ExplanationBrowserTest extends InBrowser {
  private static final Path PICTURES = Path.of("target", "page");
  private static final String RUN = "a-run";
  private static final String DRAWN = "document.querySelectorAll('.u-over').length === 7";
  private static final String PROBED = "document.querySelector('.grids canvas')";

  private final FakeRunViews views = new FakeRunViews();
  private final ExampleRun run = new ExampleRun(RUN);
  private PageServer server;

  @BeforeEach
  void startServer() {
    browser.size(1280, 2400, false);
    browser.dark(false);
    server = PageServer.start(PageSettings.local(0), views, new CollectorRegistry());
  }

  @AfterEach
  void stopServer() {
    browser.open("about:blank");
    server.close();
  }

  @Test
  void theHeaderTellsWhenTheRunGeneralisedAndWhatItRunsNow() {
    show(1150);
    assertThat(browser.text("#id-generalised"))
        .isEqualTo("onset by step 600, completed at 640 (600 to 650)");
    assertThat(browser.evaluate("document.querySelector('#ood-generalised').checkVisibility()"))
        .isEqualTo(browser.evaluate("false"));

    assertThat(browser.text("#gap")).isEqualTo("none without the completion of OOD generalisation");

    run.marks(1350).forEach(mark -> views.publish(new LiveUpdate.Marked(RUN, mark)));
    views.publish(new LiveUpdate.Measured(RUN, ExampleRun.spectrumAt(4000)));
    views.publish(new LiveUpdate.SummaryChanged(run.summary(1400)));

    browser.await("document.querySelector('#ood-generalised').innerText"
        + " === 'onset by step 1,350, not completed'");
    views.publish(new LiveUpdate.SummaryChanged(run.summary(1450)));
    browser.await("document.querySelector('#ood-generalised').innerText"
        + " === 'onset by step 1,350, completed at 1,433 (1,400 to 1,450)'");
    assertThat(browser.text("#gap")).isEqualTo("0.35 decades between the completions");
    assertThat(browser.text("#algorithm")).matches("exact 100\\.0.%; unexplained 0\\.00 nats");
    assertThat(browser.text("#events")).contains("alarm", "transition", "OOD-generalisation");
    views.publish(new LiveUpdate.SummaryChanged(run.summary(2700)));
    browser.await("document.querySelector('#faded').checkVisibility()");
    assertThat(browser.text("#faded"))
        .matches(
            "ood from 93\\.8.% at step 2,600 to 39\\.1.%, half of that within 50 steps, to .+");
    assertThat(browser.errors()).isEmpty();
    browser.evaluate("document.querySelector('#faded button').click()");
    browser.await("document.querySelector('#dialog').open");
    assertThat(browser.text("#dialog h2")).isEqualTo("Fork " + RUN);
    assertThat(browser.evaluate("location.search").asText()).contains("probed=2600");
  }

  @Test
  void theSpectrumIsAStackOfSharesWithTheirValuesAtTheCursor() throws Exception {
    show(3300);

    pointAt("#series-spectrum", 0.5, 0.1);

    browser.await("/at step/.test(document.querySelector('#series-spectrum .at').innerText)");
    browser.screenshot(PICTURES.resolve("explained.png"));
    JsonNode shares =
        browser.evaluate("[...document.querySelectorAll('#series-spectrum .area')].map("
            + "(area) => parseFloat(area.parentElement.querySelector('.number').innerText))");
    double sum = 0;
    for (JsonNode share : shares) {
      sum += share.asDouble();
    }
    assertThat(shares).hasSize(6);
    assertThat(sum).isCloseTo(100, within(0.4));
    assertThat(browser.text("#series-spectrum .legend"))
        .containsSubsequence("uniform", "ratio", "table", "switchboard", "exact", "unexplained")
        .contains("exact or switchboard");
    assertThat(pixel("#series-spectrum canvas", 0.6, 0.5))
        .as("the exact solver's")
        .isEqualTo("0,127,92");
    assertThat(pixel("#series-spectrum canvas", 0.12, 0.7))
        .as("uniform's")
        .isEqualTo("195,202,210");
    browser.evaluate("document.querySelector('[data-series=\"spectrum-exact\"]').click()");
    browser.settle();
    assertThat(pixel("#series-spectrum canvas", 0.6, 0.5)).as("nothing").isEqualTo("0,0,0");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void theHeatMapShowsEachShotOfTheChosenSet() {
    show(3300);
    browser.await("document.querySelector('#shots .scale')");
    browser.settle();
    assertThat(pixel("#shots canvas", 0.6, 0.5)).isNotEqualTo(pixel("#shots canvas", 0.6, 0.85));

    pointAt("#shots", 0.5, 0.1);

    browser.await("/shots:/.test(document.querySelector('#shots .at').innerText)");
    String read = browser.text("#shots .at");
    long step = Long.parseLong(read.replaceFirst("step ([\\d,]+),.*", "$1").replace(",", ""));
    double accuracy = run.evaluations(step).get(2).shots().get(3).score().accuracy();
    assertThat(read)
        .matches(String.format(Locale.ROOT, "step [\\d,]+, 3 shots: %.1f.%%", 100 * accuracy));
    browser.evaluate("document.querySelector('#shots [data-value=id-train]').click()");
    browser.evaluate("document.querySelector('#shots [data-value=algorithm]').click()");
    pointAt("#shots", 0.5, 0.2);
    browser.await("/switchboard .*%/.test(document.querySelector('#shots .at').innerText)");
    assertThat(browser.evaluate("location.search").asText())
        .isEqualTo("?set=id-train&cells=algorithm");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void theFloorsStandOnTheLossChartFromTheirVersionOn() {
    show(3300);

    pointAt("#loss", 0.2, 0.5);
    browser.await("/exact floor/.test(document.querySelector('#loss .legend').innerText)");
    assertThat(browser.text("[data-series=floor-switchboard] .number")).isEqualTo("0.800");
    pointAt("#loss", 0.9, 0.5);
    browser.await("document.querySelector('[data-series=floor-switchboard] .number').innerText"
        + " === '0.400'");
    assertThat(browser.text("[data-series=floor-exact] .number")).isEqualTo("0.850");
  }

  @Test
  void theProbesShowTheChosenCheckpointAndFollowTheNewest() {
    show(1000);
    browser.await(PROBED);
    assertThat(browser.text("[data-part=step]")).isEqualTo("step 1,000");
    Object newest = picture();

    browser.evaluate("document.querySelector('[data-part=earlier]').click()");
    browser.await("document.querySelector('[data-part=step]').innerText === 'step 950'");
    browser.await("document.querySelector('.grids canvas').toDataURL() !== " + newest);
    assertThat(browser.evaluate("location.search").asText()).isEqualTo("?probed=950");
    browser.evaluate("document.querySelector('[data-part=newest]').click()");
    browser.await("document.querySelector('.grids canvas').toDataURL() === " + newest);

    views.putProbes(RUN, run.probes(1050));
    views.publish(new LiveUpdate.Probed(RUN, 1050, "attention"));

    browser.await("document.querySelector('[data-part=step]').innerText === 'step 1,050'");
    browser.await("document.querySelector('.grids canvas').toDataURL() !== " + newest);
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void theArrowKeysReadAGrid() {
    show(1000);
    browser.await(PROBED);

    for (String key : new String[] {"ArrowRight", "ArrowDown", "ArrowDown"}) {
      browser.evaluate("document.querySelector('.grids canvas').dispatchEvent("
          + "new KeyboardEvent('keydown', {key: '" + key + "'}))");
    }

    assertThat(browser.text(".grids .reading"))
        .matches("x = 1, y = 2: model 0\\.\\d+, exact 1\\.00, switchboard 1\\.00, table .*");
  }

  @Test
  void whatNoProbeFoundIsNotThere() {
    views.put(run.until(1000));
    browser.open(server.url());
    browser.await(DRAWN);

    browser.await("document.querySelector('#probes .none').checkVisibility()");
    assertThat(browser
            .evaluate("document.querySelectorAll('#probes .panel:not([hidden])').length")
            .asInt())
        .isZero();
  }

  private void show(long step) {
    views.put(run.until(step));
    views.putProbes(RUN, run.probes(step));
    browser.open(server.url());
    browser.await(DRAWN);
    browser.settle();
  }

  /** The picture of the first grid, as a JavaScript string. */
  private Object picture() {
    return browser.evaluate("document.querySelector('.grids canvas').toDataURL()");
  }

  /** Moves the mouse to a place within a chart's plotting area. */
  private void pointAt(String chart, double across, double down) {
    JsonNode place = browser.evaluate("(() => { const box = document.querySelector('" + chart
        + " .u-over').getBoundingClientRect(); return [box.x + box.width * " + across
        + ", box.y + box.height * " + down + "]; })()");
    browser.mouse("mouseMoved", place.get(0).asInt(), place.get(1).asInt());
  }

  /** Red, green and blue at a place of a canvas. */
  private static String pixel(String canvas, double across, double down) {
    return browser
        .evaluate("(() => { const canvas = document.querySelector('" + canvas + "'); return ["
            + "...canvas.getContext('2d').getImageData(canvas.width * " + across
            + ", canvas.height * " + down + ", 1, 1).data].slice(0, 3).join(); })()")
        .asText();
  }
}
