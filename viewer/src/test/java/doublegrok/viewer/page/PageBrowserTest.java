package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.LiveUpdate;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Opens the page in a real browser; leaves pictures of it in {@code target/page}. */
final class PageBrowserTest extends InBrowser {
  private static final Path PICTURES = Path.of("target", "page");
  private static final String RUN = "shift-29-double-grok";
  private static final String LIVE =
      "document.querySelector('#connection')?.dataset.state === 'live'";
  private static final String DRAWN =
      LIVE + " && document.querySelectorAll('.u-over').length === 7";

  private final FakeRunViews views = new FakeRunViews();
  private final ExampleRun run = new ExampleRun(RUN);
  private PageServer server;

  @BeforeEach
  void startServer() {
    browser.size(1280, 720, false);
    browser.dark(false);
    server = PageServer.start(PageSettings.local(0), views, new CollectorRegistry());
  }

  @AfterEach
  void stopServer() {
    browser.open("about:blank");
    server.close();
  }

  @Test
  void showsTheRunInLightAndDarkAndOnAPhone() throws Exception {
    views.put(new ExampleRun("an-older-one", 1).until(300));
    views.put(run.until(3300));

    browser.open(server.url());
    browser.await(DRAWN);

    browser.settle();
    browser.screenshot(PICTURES.resolve("light.png"));
    assertThat(browser.text("h1")).isEqualTo(RUN);
    assertThat(browser.text("#step")).isEqualTo("3,300 of 4,000");
    assertThat(browser.text(".tile[data-series=ood]")).contains("ood", "%", "\u2013");
    assertThat(browser.text("#events")).contains("Version 1: 12 new tasks");
    browser.dark(true);
    browser.settle();
    browser.screenshot(PICTURES.resolve("dark.png"));
    browser.size(390, 1500, true);
    browser.settle();
    browser.screenshot(PICTURES.resolve("phone.png"));
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(390);
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void keepsTheZoomWhileTheRunGoesOn() throws Exception {
    views.put(run.until(2700));
    browser.open(server.url());
    browser.await(DRAWN);

    String chart = "document.querySelector('#accuracy .u-over').getBoundingClientRect()";
    int inside = browser.evaluate("Math.round(%s.top + 60)".formatted(chart)).asInt();
    browser.drag(180, inside, 380, inside + 20);
    browser.await("new URLSearchParams(location.search).has('from')");
    String zoomed = browser.evaluate("location.search").asText();
    for (long step = 2701; step <= 2800; step++) {
      views.publish(new LiveUpdate.LossReported(RUN, run.loss(step)));
      run.evaluations(step).forEach(p -> views.publish(new LiveUpdate.Evaluated(RUN, p)));
    }
    views.publish(new LiveUpdate.SummaryChanged(run.summary(2800)));

    browser.await("document.querySelector('#step').innerText === '2,800 of 4,000'");
    browser.mouse("mouseMoved", 300, inside);
    browser.settle();
    browser.screenshot(PICTURES.resolve("zoomed.png"));
    assertThat(browser.evaluate("location.search").asText()).isEqualTo(zoomed);
    assertThat(browser.text("#accuracy .at")).startsWith("at step");
    browser.evaluate("document.querySelector('.u-over').dispatchEvent(new MouseEvent('dblclick'))");
    assertThat(browser.evaluate("location.search").asText()).isEmpty();
    browser.evaluate(
        "document.querySelector('#loss').dispatchEvent(new KeyboardEvent('keydown', {key: '+'}))");
    assertThat(browser.evaluate("location.search").asText()).isEqualTo("?from=700&to=2100");
    browser.evaluate("document.querySelector('#reset').click()");
    assertThat(browser.evaluate("location.search").asText()).isEmpty();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void isRightAgainAfterARestartOfTheEvaluator() {
    views.put(run.until(1000));
    browser.open(server.url());
    browser.await(DRAWN);
    int port = server.port();

    server.close();
    browser.await("document.querySelector('#connection').dataset.state === 'reconnecting'");
    views.put(run.until(2000));
    server = PageServer.start(PageSettings.local(port), views, new CollectorRegistry());

    browser.await(LIVE);
    browser.await("document.querySelector('#step').innerText === '2,000 of 4,000'");
  }

  @Test
  void saysWhatToDoWithoutARunAndShowsTheFirstOneThatStarts() throws Exception {
    browser.open(server.url());
    browser.await(LIVE);
    assertThat(browser.text("#notice")).contains("No run yet", "doublegrok demo");
    browser.screenshot(PICTURES.resolve("empty.png"));

    views.put(run.until(60));
    views.publish(new LiveUpdate.SummaryChanged(run.summary(60)));

    browser.await("document.querySelector('h1#name').innerText === '" + RUN + "'");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void showsWhatTheAddressSays() throws Exception {
    views.put(run.until(4000));
    views.put(new ExampleRun("an-older-one", 1).until(300));

    browser.open(server.url() + "?run=" + RUN + "&x=log&loss=linear&shots=all&hide=id-test");
    browser.await(DRAWN);

    browser.settle();
    browser.screenshot(PICTURES.resolve("chosen.png"));
    assertThat(browser.text("#state")).isEqualTo("finished");
    String pressed = "[...document.querySelectorAll('.choice [aria-pressed=true]')]"
        + ".map((button) => button.innerText).join()";
    assertThat(browser.evaluate(pressed).asText())
        .isEqualTo("log,all shots,linear,accuracy,ood,log");
    assertThat(browser.text(".legend [aria-pressed=false]")).contains("id-test");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void countsAStepThatIsToldTwiceOnce() {
    browser.open(server.url());
    browser.await(LIVE);

    String rows = browser.evaluate("""
                import("/js/points.js").then(({ Points }) => {
                  const points = new Points();
                  [[3, "a"], [1, "b"], [3, "c"], [2, "d"], [4, "e"], [1, "f"]]
                    .forEach(([step, name]) => points.put({ step, name }));
                  return points.rows.map((row) => row.step + row.name).join();
                })
                """).asText();

    assertThat(rows).isEqualTo("1f,2d,3c,4e");
  }
}
