package doublegrok.viewer.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests that share one real browser; skipped where none is installed. */
abstract class InBrowser {
  static Browser browser;

  @BeforeAll
  static void startBrowser() throws Exception {
    assumeTrue(Browser.installed().isPresent(), "skipped: no Chromium in /usr/bin");
    browser = Browser.start(Browser.installed().get());
  }

  @AfterAll
  static void stopBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }
}
