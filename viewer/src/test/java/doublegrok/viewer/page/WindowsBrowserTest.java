package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.LiveUpdate;
import io.prometheus.client.CollectorRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of more windows in one browser than it has connections, and of connections that die. */
final class WindowsBrowserTest extends InBrowser {
  private static final int WINDOWS = 8;
  private static final String STATES = "[window, ...others].map((each) =>"
      + " each.document.querySelector('#connection')?.dataset.state)";
  private static final String ANSWERED = "fetch('api/runs', {signal: AbortSignal.timeout(5000)})"
      + ".then((answer) => answer.status, () => 0)";

  private final FakeRunViews views = new FakeRunViews();
  private PageServer server;

  @BeforeEach
  void startServer() {
    server = PageServer.start(PageSettings.local(0), views, new CollectorRegistry());
  }

  @AfterEach
  void stopServer() {
    browser.evaluate("window.others?.forEach((each) => each.close())");
    browser.open("about:blank");
    server.close();
  }

  @Test
  void everyWindowOfOneRunIsLiveAndTheServerStillAnswers() {
    ExampleRun run = new ExampleRun("a", 1);
    views.put(run.until(1000));
    openAll(false);

    browser.await(STATES + ".every((each) => each === 'live')");
    views.publish(new LiveUpdate.SummaryChanged(run.summary(1100)));
    browser.await("[window, ...others].every((each) =>"
        + " each.document.querySelector('#step').innerText === '1,100 of 4,000')");
    assertThat(browser.evaluate(ANSWERED).asInt()).isEqualTo(200);
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void windowsOfTooManyRunsSayWhyTheyWaitAndTheServerStillAnswers() {
    for (int run = 0; run < WINDOWS; run++) {
      views.put(new ExampleRun("run-" + run, run).until(300));
    }
    openAll(true);

    browser.await(STATES + ".filter((each) => each === 'live').length === 4");
    browser.await(STATES + ".filter((each) => each === 'crowded').length === 4");
    browser.await("[window, ...others].every((each) =>"
        + " each.document.querySelector('#step').innerText === '300 of 4,000')");
    assertThat(browser.evaluate(ANSWERED).asInt()).isEqualTo(200);

    browser.evaluate("others.filter((each) =>"
        + " each.document.querySelector('#connection').dataset.state === 'live')[0].close()");
    browser.await(STATES + ".filter((each) => each === 'crowded').length === 3");
  }

  /** The browser is told nothing of a connection that dies without being closed. */
  @Test
  void aStreamThatFallsSilentIsBroken() {
    browser.open(server.url());
    browser.await("document.querySelector('#connection')");

    JsonNode heard = browser.evaluate("""
        import("/js/stream.js").then(({ Stream }) => new Promise((done) => {
          const heard = [];
          const sources = [];
          window.EventSource = class extends EventTarget {
            constructor() { super(); sources.push(this); }
            close() { heard.push("closed"); }
          };
          new Stream("api/stream", (kind) => {
            heard.push(kind);
            if (kind === "broken") { setTimeout(() => done(heard), 300); }
          }, 100);
          sources[0].dispatchEvent(new MessageEvent("hello", { data: "{}" }));
          setTimeout(() => sources[0].dispatchEvent(new MessageEvent("beat", { data: "{}" })), 60);
        }))
        """);

    assertThat(heard)
        .extracting(JsonNode::asText)
        .containsExactly("hello", "beat", "closed", "broken");
  }

  private void openAll(boolean apart) {
    browser.open(server.url() + (apart ? "?run=run-0" : "?run=a"));
    browser.await("document.querySelector('#connection')?.dataset.state === 'live'");
    for (int window = 1; window < WINDOWS; window++) {
      browser.openBeside(server.url() + (apart ? "?run=run-" + window : "?run=a"));
    }
    browser.await("others.length === %d && others.every((each) => each)".formatted(WINDOWS - 1));
  }
}
