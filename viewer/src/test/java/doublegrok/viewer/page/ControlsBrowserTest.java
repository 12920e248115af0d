package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.control.Command;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands a run from the page in a real browser; leaves pictures in {@code target/page}. */
final class ControlsBrowserTest extends InBrowser {
  private static final Path PICTURES = Path.of("target", "page");
  private static final String RUN = "shift-29-double-grok";
  private static final String OPEN = "document.querySelector('dialog').open";
  private static final String READY =
      OPEN + " && !document.querySelector('dialog [data-part=go]').disabled";
  private static final String SAID = "document.querySelector('dialog [data-part=said]').innerText";

  private final FakeRunViews views = new FakeRunViews();
  private final RecordedCommands commands = new RecordedCommands();
  private PageServer server;

  @BeforeEach
  void startServer() {
    browser.size(1280, 720, false);
    server = PageServer.start(
        PageSettings.local(0), views, Optional.of(commands), new CollectorRegistry());
  }

  @AfterEach
  void stopServer() {
    browser.open("about:blank");
    server.close();
  }

  @Test
  void aSwapIsShownBeforeItIsSent() throws Exception {
    show(1000, "");

    click("[data-command=swap]");
    browser.await("document.querySelector('[name=\"distribution.tasks\"]')");
    assertThat(browser.evaluate(READY).asBoolean())
        .as("before anything is changed")
        .isFalse();
    type("[name=\"distribution.tasks\"]", "3");
    type("[name=at_batch]", "70");
    browser.await(READY);

    browser.screenshot(PICTURES.resolve("swap.png"));
    assertThat(browser.text("dialog .checked"))
        .contains("From batch 70 on", "the generator decides")
        .containsSubsequence("distribution.tasks", "8", "3");
    assertThat(browser.text("dialog"))
        .contains("Planned: from batch 250 on distribution.tasks = 2");
    assertThat(commands.asked()).isEmpty();
    click("dialog [data-part=go]");
    browser.await(SAID + ".startsWith('Accepted from batch 17 on')");
    assertThat(commands.asked())
        .containsExactly(new Command.Swap(Map.of("distribution.tasks", "3"), OptionalLong.of(70)));
    assertThat(browser.text("#said")).startsWith("swap: Accepted from batch 17 on");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void whatTheGeneratorWouldRefuseIsNotSent() {
    show(1000, "");

    click("[data-command=swap]");
    browser.await("document.querySelector('[name=\"distribution.tasks\"]')");
    type("[name=\"distribution.tasks\"]", "300");
    browser.await("document.querySelector('dialog .checked .bad')");

    assertThat(browser.text("dialog .checked")).contains("distribution.tasks must be 1..11");
    assertThat(browser.evaluate(READY).asBoolean()).isFalse();
    browser.press("Enter");
    assertThat(commands.asked()).isEmpty();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void escapeSendsNothingAndGivesTheFocusBack() {
    show(1000, "");
    browser.evaluate("document.querySelector('[data-command=pause]').focus()");

    browser.press("Enter");
    browser.await(READY);
    assertThat(browser
            .evaluate("document.querySelector('dialog').contains(document.activeElement)")
            .asBoolean())
        .isTrue();
    browser.press("Escape");

    browser.await("!" + OPEN);
    assertThat(commands.asked()).isEmpty();
    assertThat(browser.evaluate("document.activeElement.dataset.command").asText())
        .isEqualTo("pause");
  }

  @Test
  void aForkBeginsAtTheCheckpointThatIsLookedAt() throws Exception {
    show(1000, "?probed=450");

    click("[data-command=fork]");
    browser.await(READY);
    assertThat(browser.evaluate("document.querySelector('[name=as]').value").asText())
        .isEqualTo(RUN + "-b");
    type("[name=as]", "taken");
    browser.await("document.querySelector('dialog .checked .bad')");
    assertThat(browser.text("dialog .checked")).contains("'taken' exists already");
    type("[name=as]", "slower");
    type("[name=\"distribution.label_noise\"]", "0.2");
    type("[name=others]", "optimizer.learning_rate=1e-4");
    browser.await(READY);
    browser.screenshot(PICTURES.resolve("fork.png"));
    click("dialog [data-part=go]");
    browser.await(SAID + ".startsWith('Accepted')");

    Map<String, String> set =
        Map.of("distribution.label_noise", "0.2", "optimizer.learning_rate", "1e-4");
    assertThat(commands.asked()).containsExactly(Command.Fork.of("slower", 400, set));
    assertThat(browser.text("dialog")).contains("./doublegrok demo --run slower");
    assertThat(browser.evaluate("document.querySelector('dialog a').search").asText())
        .isEqualTo("?run=slower");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aRefusalIsShownWithItsReason() {
    show(1000, "");

    click("[data-command=stop]");
    browser.await(READY);
    click("dialog [data-part=go]");

    browser.await(SAID + " === 'Refused: The run is over already.'");
    assertThat(commands.asked()).containsExactly(new Command.Stop());
    assertThat(browser.evaluate(OPEN).asBoolean()).isTrue();
    assertThat(browser.errors()).as("the browser tells of the 409 itself").hasSize(1);
  }

  @Test
  void aLostConnectionIsSaid() {
    show(1000, "");
    click("[data-command=pause]");
    browser.await(READY);

    server.close();
    click("dialog [data-part=go]");

    browser.await(SAID + ".startsWith('Unknown: The connection was lost')");
  }

  @Test
  void whatMakesNoSenseSaysWhy() {
    show(ExampleRun.TOTAL_STEPS, "");

    click("[data-command=swap]");

    assertThat(browser.evaluate(OPEN).asBoolean()).isFalse();
    assertThat(browser.text("#said"))
        .isEqualTo("The run is finished: fork it to go on with other data.");
    assertThat(browser
            .evaluate("document.querySelector('[data-command=pause]').title")
            .asText())
        .isEqualTo("The run is finished: nothing is to be held.");
    assertThat(browser
            .evaluate("document.querySelector('[data-command=fork]').ariaDisabled")
            .asText())
        .isEqualTo("false");
  }

  private void show(long step, String query) {
    views.put(new ExampleRun(RUN).until(step));
    browser.open(server.url() + query);
    browser.await("document.querySelector('h1')?.innerText === '" + RUN + "'");
  }

  private static void click(String selector) {
    browser.evaluate("document.querySelector('" + selector + "').click()");
  }

  private static void type(String selector, String text) {
    browser.evaluate("(() => { const input = document.querySelector('" + selector
        + "'); input.value = '" + text
        + "'; input.dispatchEvent(new Event('input', {bubbles: true})); })()");
  }
}
