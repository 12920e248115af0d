package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.InventedRun;
import io.prometheus.client.CollectorRegistry;
import org.junit.jupiter.api.Test;

/** The page of a run whose family it was never told of. */
final class InventedFamilyBrowserTest extends InBrowser {
  @Test
  void itsSetsAndErrorsAreShownAndNoReferences() {
    FakeRunViews views = new FakeRunViews();
    views.put(new InventedRun("odd").until(200));
    try (PageServer server =
        PageServer.start(PageSettings.local(0), views, new CollectorRegistry())) {
      browser.open(server.url() + "?run=odd");
      browser.await("document.querySelectorAll('#tiles .tile').length === 2");
      browser.await("!document.getElementById('errors').hidden");

      assertThat(text("[...document.querySelectorAll('#tiles .tile')]"
              + ".map((tile) => tile.children[0].textContent + ' ' + tile.children[1].textContent)"
              + ".join()"))
          .isEqualTo("seen 0.250,scaled-x2 1.00");
      assertThat(text("document.querySelector('#tiles .tile:last-child')"
              + ".style.getPropertyValue('--series')"))
          .isEqualTo("var(--set-4)");
      assertThat(text("String([document.getElementById('accuracy').hidden,"
              + " document.getElementById('series-spectrum') === null])"))
          .isEqualTo("true,true");
      assertThat(text("document.querySelector('#errors .legend').textContent"))
          .isEqualTo("seen0.250scaled-x21.00");
      browser.evaluate("document.getElementById('shots').scrollIntoView()");
      browser.await(
          "document.querySelector('#shots [data-value=accuracy]').textContent === 'error'");
      browser.evaluate("document.querySelector('#shots [data-value=seen]').click()");
      browser.await("document.querySelector('#shots .legend').textContent === '1.000.250'");
      assertThat(text("document.getElementById('phase').textContent")).isEmpty();
    }
  }

  private static String text(String expression) {
    return browser.evaluate(expression).asText();
  }
}
