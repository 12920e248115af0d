package doublegrok.viewer.page;

import doublegrok.viewer.view.FakeRunViews;
import io.prometheus.client.CollectorRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of the page's scripts, which they ask in a page that has no run. */
abstract class OnEmptyPage extends InBrowser {
  private static PageServer server;

  @BeforeAll
  static void start() throws Exception {
    server = PageServer.start(PageSettings.local(0), new FakeRunViews(), new CollectorRegistry());
    browser.open(server.url());
    browser.await("document.querySelector('#notice h1')");
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }
}
