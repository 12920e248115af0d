package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import doublegrok.explain.effect.EffectFinding;
import doublegrok.task.Score;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import doublegrok.viewer.view.ExampleFork;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.Phase;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.RunHistory;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many runs, and one run's past, in a real browser; leaves pictures in {@code target/page}. */
final class ComparisonBrowserTest extends InBrowser {
  private static final Path PICTURES = Path.of("target", "page");
  private static final String RUN = "parent";

  private final FakeRunViews views = new FakeRunViews();
  private final ExampleRun run = new ExampleRun(RUN);
  private PageServer server;

  @BeforeEach
  void startServer() {
    browser.size(1280, 720, false);
    browser.dark(false);
    server = PageServer.start(PageSettings.local(0), views, new CollectorRegistry());
    views.put(run.until(2000));
  }

  @AfterEach
  void stopServer() {
    browser.open("about:blank");
    server.close();
  }

  @Test
  void runsAreListedBelowTheirParentsAndGoneToByTheirNames() throws Exception {
    for (int each = 1; each <= 11; each++) {
      views.put(ExampleFork.of(RUN, "fork-" + each, 100L * each, 1500));
    }
    open("?run=" + RUN);

    browser.evaluate("document.querySelector('#runs-toggle').focus()");
    browser.press("Enter");
    browser.await("document.querySelectorAll('#runs-panel tbody tr').length === 12");
    browser.screenshot(PICTURES.resolve("runs.png"));
    assertThat(browser.text("#runs-toggle")).isEqualTo("All runs (12)");
    assertThat(browser.text("#runs-panel tbody tr").strip()).startsWith(RUN);
    assertThat(browser.text("#runs-panel [data-key=fork-7]"))
        .contains("running", "1,500 of 4,000", "parent at 700");
    browser.evaluate("document.querySelector('[data-run=fork-7]').focus()");
    browser.press("Enter");

    browser.await("document.querySelector('h1').innerText === 'fork-7'");
    assertThat(browser.evaluate("location.search").asText()).isEqualTo("?run=fork-7");
    browser.size(390, 844, true);
    browser.settle();
    browser.screenshot(PICTURES.resolve("runs-phone.png"));
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(390);
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void atMostNineRunsAreLaidOver() {
    for (int each = 1; each <= 11; each++) {
      views.put(ExampleFork.of(RUN, "fork-" + each, 100L * each, 300));
    }
    open("?run=" + RUN + "&with=fork-1,fork-2,fork-3,fork-4,fork-5,fork-6,fork-7,fork-8,fork-9");

    browser.await("document.querySelectorAll('#accuracy .others .entry').length === 9");
    assertThat(browser
            .evaluate("document.querySelector('#runs-panel [value=fork-10]').disabled")
            .asBoolean())
        .isTrue();
    browser.evaluate("document.querySelector('#runs-panel [value=fork-1]').click()");
    browser.await("!document.querySelector('#runs-panel [value=fork-10]').disabled");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aForkIsLaidOverItsParentAndItsDifferenceIsDrawn() throws Exception {
    views.put(ExampleFork.of(RUN, "child", 500, 1500));
    views.put(new ExampleRun("another-seed").until(700));
    open("?run=" + RUN + "&with=child");

    browser.await("document.querySelector('#difference .u-over')");
    browser.settle();
    browser.screenshot(PICTURES.resolve("compared.png"));
    assertThat(browser.text("#accuracy .others")).contains("1", "child");
    browser.evaluate("document.querySelector('#loss').scrollIntoView()"); // drawn when in sight
    browser.await("document.querySelector('#loss .others').innerText.includes('child')");
    assertThat(browser.text("#difference h2")).isEqualTo("child less parent");
    assertThat(browser.text("#difference .says"))
        .contains("Both answer the same questions", "Newcombe");
    browser.evaluate("document.querySelector('#difference').scrollIntoView()");
    browser.await("/ood[^]*pp/.test(document.querySelector('#difference .legend').innerText)");
    browser.evaluate("document.querySelector('#runs-panel [value=child]').click()");
    browser.evaluate("document.querySelector('#runs-panel [value=another-seed]').click()");
    browser.await("/other seeds/.test(document.querySelector('#difference .says').innerText)");
    assertThat(browser.evaluate("location.search").asText())
        .isEqualTo("?run=parent&with=another-seed");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void whatTheChangesOfForksDidIsATableAndTheirFanIsOneClickAway() throws Exception {
    effect("parent-explain-500-1", "optimizer.weight_decay=0", 0.389, 0.022);
    effect("parent-explain-500-2", "distribution.tasks=20", -0.01, 0.03);
    views.put(ExampleFork.of(RUN, "no-explanation", 700, 1500));
    open("?run=" + RUN);

    browser.await("!document.querySelector('#effects').hidden");
    browser.evaluate("document.querySelector('#effects').scrollIntoView()");
    browser.settle();
    browser.screenshot(PICTURES.resolve("effects.png"));
    assertThat(browser.text("#effects thead"))
        .contains("optimizer.weight_decay=0", "parent-explain-500-1", "steps 500 to 1,500")
        .doesNotContain("no-explanation");
    assertThat(browser.text("#effects [data-key=\"accuracy on ood\"]"))
        .contains("+0.389 \u00b1 0.043", "\u22120.010 \u00b1 0.059");
    assertThat(browser.text("#effects [data-key=\"share of exact|table\"] th"))
        .isEqualTo("share of exact or table");
    assertThat(browser
            .evaluate("document.querySelectorAll('#effects .clear').length")
            .asInt())
        .as("an effect is clear where its interval leaves out 0")
        .isEqualTo(2);
    browser.evaluate("document.querySelector('#effects button').click()");

    browser.await("document.querySelectorAll('#accuracy .others .entry').length === 2");
    assertThat(browser.text("#accuracy .others")).contains("parent-explain-500-2");
    browser.size(390, 844, true);
    browser.settle();
    browser.screenshot(PICTURES.resolve("effects-phone.png"));
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(390);
    browser.evaluate("document.querySelector('#effects [data-run=parent-explain-500-1]').click()");
    browser.await("document.querySelector('h1').innerText === 'parent-explain-500-1'");
    assertThat(browser.evaluate("document.querySelector('#effects').hidden").asBoolean())
        .isTrue();
    assertThat(browser.errors()).isEmpty();
  }

  private void effect(String fork, String change, double value, double error) {
    views.put(ExampleFork.of(RUN, fork, 500, 1500));
    views.putProbes(
        fork,
        List.of(new Probe(
            EffectFinding.NAME,
            1500,
            0,
            new Scalars(
                About.of("Effect of " + change, "Less the unchanged twin."),
                List.of(
                    new Scalar("accuracy on ood", value, error, ""),
                    new Scalar("loss on ood", -value, Double.NaN, "nats"),
                    new Scalar("share of exact|table", 2 * value, error, ""))))));
  }

  @Test
  void thePageGoesBackToAStepAsAWhole() throws Exception {
    open("?run=" + RUN + "&probed=650");

    browser.await("document.querySelector('#state').innerText === 'as of step 650'");
    browser.screenshot(PICTURES.resolve("past.png"));
    double accuracy = run.evaluations(650).get(1).lastShot().accuracy();
    assertThat(browser.text(".tile[data-series=id-test] .value"))
        .startsWith(String.valueOf(Math.round(accuracy * 1000) / 10.0));
    assertThat(browser.text("#step")).isEqualTo("650 of 4,000");
    assertThat(browser.text("#phase")).isEqualTo("ID generalisation");
    assertThat(browser.text("#events")).doesNotContain("OOD-generalisation");
    assertThat(browser.text("#id-generalised"))
        .isEqualTo("onset by step 600, completed at 640 (600 to 650)");
    assertThat(browser.text("#gap")).isEqualTo("none without the completion of OOD generalisation");
    browser.evaluate("document.querySelector('#scrubber input').focus()");
    browser.press("ArrowLeft");
    browser.await("document.querySelector('#state').innerText === 'as of step 600'");
    assertThat(browser.text("#id-generalised")).isEqualTo("onset by step 600, not completed");
    browser.evaluate("document.querySelector('#scrubber [data-part=newest]').click()");

    browser.await("document.querySelector('#state').innerText === 'running'");
    assertThat(browser.text("#step")).isEqualTo("2,000 of 4,000");
    assertThat(browser.evaluate("location.search").asText()).isEqualTo("?run=parent");
    assertThat(browser.errors()).isEmpty();
  }

  /** The page's rule is the evaluator's, at every checkpoint. */
  @Test
  void thePhaseAsOfAStepIsThatOfTheEvaluator() {
    open("?run=" + RUN);
    RunHistory history = run.until(2000);
    Map<String, String> expected = new LinkedHashMap<>();
    for (long step = 50; step <= 2000; step += 50) {
      Map<String, Score> accuracies = new LinkedHashMap<>();
      run.evaluations(step).forEach(point -> accuracies.put(point.set(), point.lastShot()));
      expected.put(String.valueOf(step), Phase.of(accuracies, ExampleRun.LABELS).label());
    }

    JsonNode told = browser.evaluate("""
                Promise.all([import("/js/run.js"), import("/js/as-of.js"),
                  fetch("/api/runs/parent").then((answer) => answer.json())])
                .then(([{ Run }, { asOf, stepsOf }, history]) => {
                  const run = new Run(history);
                  return stepsOf(run).map((step) => [step, asOf(run, step).summary.phase]);
                })
                """);

    assertThat(history.furthestPhase()).isEqualTo(new Phase("OOD generalisation"));
    Map<String, String> phases = new LinkedHashMap<>();
    told.forEach(each -> phases.put(each.get(0).asText(), each.get(1).asText()));
    assertThat(phases).isEqualTo(expected);
  }

  private void open(String query) {
    browser.open(server.url() + query);
    browser.await("document.querySelectorAll('.u-over').length >= 4");
  }
}
