package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.viewer.view.LongRunViews;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks at a thousand runs in a real browser. */
final class ManyRunsBrowserTest extends InBrowser {
  private static final Path PICTURES = Path.of("target", "page");
  private static final int RUNS = 1_000;
  private static final String ROWS = "#runs-panel tbody tr";
  private static final LongRunViews VIEWS = new LongRunViews(RUNS, 500);

  private PageServer server;

  @BeforeEach
  void startServer() {
    browser.size(1280, 720, false);
    server = PageServer.start(PageSettings.local(0), VIEWS, new CollectorRegistry());
    browser.open(server.url());
    browser.await("document.querySelectorAll('.u-over').length >= 4");
    browser.evaluate("document.querySelector('#runs-toggle').click()");
    browser.await("document.querySelectorAll('%s').length === %d".formatted(ROWS, RUNS));
  }

  @AfterEach
  void stopServer() {
    browser.open("about:blank");
    server.close();
  }

  @Test
  void theListScrollsBelowItsHeadingsAndItsLastRunCanBeOpened() throws Exception {
    assertThat(browser.text("#runs-toggle")).isEqualTo("All runs (1000)");
    browser.evaluate("document.querySelector('#runs-panel').scrollTo(0, 1e9)");
    browser.settle();

    assertThat(isInSight(ROWS + ":last-child")).isTrue();
    assertThat(isInSight(ROWS + ":first-child")).isFalse();
    assertThat(isInSight("#runs-panel thead th")).isTrue();
    assertThat(browser
            .evaluate("document.documentElement.scrollWidth <= innerWidth")
            .asBoolean())
        .isTrue();
    browser.screenshot(PICTURES.resolve("many-runs.png"));
    browser.evaluate("document.querySelector('%s:last-child a').click()".formatted(ROWS));
    browser.await("document.querySelector('#runs').value === 'run-999'");
    assertThat(browser.evaluate("location.search").asText()).isEqualTo("?run=run-999");
    assertThat(browser.errors()).isEmpty();
  }

  /** Four times a second a thousand rows would be too many. */
  @Test
  void onlyTheRowsOfRunsThatGoOnAreFilledAgain() {
    browser.settle();
    browser.evaluate("(() => { window.changed = new Set();"
        + " new MutationObserver((changes) => changes.forEach(({ target }) =>"
        + " changed.add((target.closest ?? (() => target.parentElement.closest('tr')))"
        + " .call(target, 'tr').dataset.key)))"
        + " .observe(document.querySelector('#runs-panel tbody'),"
        + " { subtree: true, childList: true, attributes: true, characterData: true }); })()");

    VIEWS.goOn(5);

    browser.await("changed.size > 0");
    browser.settle();
    assertThat(browser.evaluate("[...changed].join()").asText()).isEqualTo("run-0");
    assertThat(browser.errors()).isEmpty();
  }

  private static boolean isInSight(String selector) {
    return browser
        .evaluate("(() => { const part = document.querySelector('%s').getBoundingClientRect();"
                .formatted(selector)
            + " const panel = document.querySelector('#runs-panel').getBoundingClientRect();"
            + " return part.bottom > panel.top && part.top < panel.bottom; })()")
        .asBoolean();
  }
}
