package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.ExampleSweep;
import doublegrok.viewer.view.FakeRunViews;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks axe-core whether everyone can use the page (WCAG 2, levels A and AA). */
final class AccessibilityBrowserTest extends InBrowser {
  private static final String RUN = "a-run";

  @ParameterizedTest
  @CsvSource({"3300, 1280, false", "3300, 1280, true", "3300, 390, false", "0, 1280, true"})
  void nothingKeepsSomeoneOut(long step, int width, boolean dark) throws Exception {
    FakeRunViews views = new FakeRunViews();
    if (step > 0) {
      views.put(new ExampleRun(RUN).until(step));
      views.put(new ExampleRun("an-older-one", 1).until(300));
      views.putProbes(RUN, new ExampleRun(RUN).probes(step));
    }
    browser.size(width, 6000, width < 600);
    browser.dark(dark);
    try (PageServer server =
        PageServer.start(PageSettings.local(0), views, new CollectorRegistry())) {
      browser.open(server.url());
      browser.await(
          step == 0
              ? "document.querySelector('#notice h1')"
              : "document.querySelector('.grids canvas')"
                  + " && document.querySelector('#shots .scale')");
      browser.settle();
      requireForEveryone();
      browser.open("about:blank");
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "390, false"})
  void norDoesASweeps(int width, boolean dark) throws Exception {
    ExampleSweep example = new ExampleSweep("optimizers", 4, 3, List.of("muon", "adamw"));
    FakeRunViews views = new FakeRunViews();
    views.put(example.at(0.5));
    example.histories(0.5).forEach(views::put);
    browser.size(width, 6000, width < 600);
    browser.dark(dark);
    try (PageServer server =
        PageServer.start(PageSettings.local(0), views, new CollectorRegistry())) {
      for (String query : List.of("", "?sweep=optimizers", "?sweep=nobody")) {
        browser.open(server.url() + "sweeps" + query);
        browser.await("document.querySelector('#connection')?.dataset.state === 'live'");
        browser.settle();
        requireForEveryone();
      }
      browser.open("about:blank");
    }
  }

  private static void requireForEveryone() throws IOException {
    browser.evaluate(axe());
    JsonNode found = browser.evaluate("""
        axe.run({ runOnly: ["wcag2a", "wcag2aa"] }).then(({ violations, passes }) => ({
          passes: passes.length,
          violations: violations.map(({ id, nodes }) =>
            id + ": " + nodes.map(({ html, any }) =>
              html.slice(0, 90) + " " + (any[0]?.message ?? "")).slice(0, 3).join(" | ")),
        }))""");
    assertThat(found.get("passes").asInt()).isGreaterThan(8);
    assertThat(found.get("violations").valueStream().map(JsonNode::asText)).isEmpty();
  }

  /** Its path on the class path has its version, which the root POM alone knows. */
  private static String axe() throws IOException {
    Path jar = Stream.of(System.getProperty("java.class.path").split(":", -1))
        .map(Path::of)
        .filter(each -> each.getFileName().toString().startsWith("axe-core-"))
        .findFirst()
        .orElseThrow();
    String version = jar.getFileName().toString().replaceAll("axe-core-|\\.jar", "");
    String resource = "/META-INF/resources/webjars/axe-core/" + version + "/axe.min.js";
    try (InputStream script = AccessibilityBrowserTest.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(script, resource).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
