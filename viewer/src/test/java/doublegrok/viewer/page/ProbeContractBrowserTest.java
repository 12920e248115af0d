package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Layer;
import doublegrok.task.finding.Matrices;
import doublegrok.task.finding.Points;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import doublegrok.task.finding.Shares;
import doublegrok.viewer.metrics.RunCollector;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.Explanation;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.ProbeSeries;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunSummary;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Findings of probes that no file of the page knows: each is shown, saved and scraped. */
final class ProbeContractBrowserTest extends InBrowser {
  private static final Path PICTURES = Path.of("target", "page");
  private static final String RUN = "a-run";
  private static final long STEPS = 300;

  private final FakeRunViews views = new FakeRunViews();
  private final ExampleRun run = new ExampleRun(RUN);
  private PageServer server;

  @BeforeEach
  void startServer() {
    browser.size(1280, 3600, false);
    browser.dark(false);
    views.put(withToy(run.until(STEPS)));
    List<Probe> probes = new ArrayList<>(run.probes(STEPS));
    pictures()
        .forEach(
            finding -> probes.add(new Probe("toy-" + finding.about().title(), STEPS, 0, finding)));
    views.putProbes(RUN, probes);
    CollectorRegistry metrics = new CollectorRegistry();
    new RunCollector(views).register(metrics);
    server = PageServer.start(PageSettings.local(0), views, metrics);
    browser.open(server.url());
    browser.await("document.querySelector('#series-toy .u-over')"
        + " && document.querySelector('.others [data-probe=\"toy-rising\"]')");
    browser.settle();
  }

  @AfterEach
  void stopServer() {
    browser.open("about:blank");
    server.close();
  }

  @Test
  void aScalarIsASeriesOnThePageThatGrowsWhileItIsTold() throws Exception {
    assertThat(browser.text("#series-toy h2")).isEqualTo("Toy numbers");
    assertThat(browser.text("#series-toy .says")).isEqualTo("What nobody knows.");
    assertThat(browser.text("#series-toy .legend")).contains("size", "3.00 nats", "count", "300");

    views.publish(new LiveUpdate.Measured(RUN, new ProbeSeries("toy", List.of(point(350)))));

    browser.await("/3.50 nats/.test(document.querySelector('#series-toy .legend').innerText)");
    browser.screenshot(PICTURES.resolve("toy.png"));
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aScalarIsAColumnOfWhatIsSaved() {
    CapturedSave saved = CapturedSave.of(browser, "#series-toy", "CSV");

    assertThat(saved.name()).isEqualTo("a-run-toy-step300.csv");
    assertThat(saved.text().lines())
        .startsWith("step,size (nats),low end of the 95 % interval of size,"
            + "high end of the 95 % interval of size,count,"
            + "low end of the 95 % interval of count,high end of the 95 % interval of count")
        .contains("100,1,0.804,1.196,100,,");
  }

  @Test
  void aScalarIsAGaugeAndAFieldOfTheRun() throws Exception {
    assertThat(get("metrics"))
        .contains("doublegrok_probe{run=\"a-run\",probe=\"toy\",label=\"size\",} 3.0")
        .contains("doublegrok_probe{run=\"a-run\",probe=\"toy\",label=\"count\",} 300.0");
    JsonNode told = new ObjectMapper().readTree(get("api/runs/a-run"));
    JsonNode toy = told.get("series").get(1);
    assertThat(toy.get("name").asText()).isEqualTo("toy");
    assertThat(toy.get("shape").asText()).isEqualTo("scalars");
    assertThat(toy.at("/points/1/values/size").asDouble()).isEqualTo(1);
    assertThat(toy.at("/points/1/errors/size").asDouble()).isEqualTo(0.1);
    JsonNode between = new ObjectMapper().readTree(get("api/runs/a-run?from=101&to=149"));
    assertThat(between.get("series")).as("of steps without a checkpoint").isEmpty();
  }

  @Test
  void sharesOfManyPartsAreAHeatMapOverTheSteps() {
    String figure = "#series-toy-lines";
    assertThat(browser.text(figure + " .legend")).contains("0.0", "50.0");
    JsonNode place = browser.evaluate("(() => { const b = document.querySelector('" + figure
        + " .u-over').getBoundingClientRect();"
        + " return [Math.round(b.x + b.width / 2), Math.round(b.y + b.height / 2)]; })()");
    browser.mouse("mouseMoved", place.get(0).asInt(), place.get(1).asInt());
    browser.settle();
    assertThat(browser.text(figure + " .at")).matches("step [0-9]+, part [0-9]+: [0-9.]+.%");

    CapturedSave saved = CapturedSave.of(browser, figure, "CSV");
    assertThat(saved.text().lines())
        .hasSize(7)
        .startsWith("step,share of part 1 (ratio),share of part 2 (ratio),"
            + LongStream.rangeClosed(3, 20)
                .mapToObj("share of part %d (ratio)"::formatted)
                .collect(Collectors.joining(",")));
    assertThat(saved.text().lines().toList().get(6).split(",", -1)[7]).isEqualTo("0.5");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void everyOtherShapeIsDrawnAndCanBeSaved() throws Exception {
    for (String figure : List.of("toy-rising", "toy-table", "toy-cloud")) {
      String place = ".others [data-probe=\"" + figure + "\"]";
      assertThat(browser.text(place)).contains(figure.substring(4), "How to read it.");
      assertThat(CapturedSave.of(browser, place, "CSV").text().lines()).hasSize(3);
    }
    assertThat(browser.text(".others [data-probe=\"toy-table\"] table")).contains("0.25", "0.75");
    JsonNode probes = new ObjectMapper().readTree(get("api/runs/a-run/probes")).get("probes");
    assertThat(probes.at("/toy-rising/lines/0/values/1").asDouble()).isEqualTo(4);
    assertThat(browser.errors()).isEmpty();
  }

  private String get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static RunHistory withToy(RunHistory history) {
    List<ProbeSeries> series = new ArrayList<>(history.series());
    List<ProbeSeries.Point> points = LongStream.rangeClosed(1, STEPS / 50)
        .mapToObj(index -> point(50 * index))
        .toList();
    series.add(new ProbeSeries("toy", points));
    series.add(new ProbeSeries(
        "toy-lines", points.stream().map(each -> lines(each.step())).toList()));
    return new RunHistory(
        measuring(history.summary()),
        history.loss(),
        history.evaluations(),
        series,
        history.floors(),
        history.marks());
  }

  private static RunSummary measuring(RunSummary of) {
    Explanation known = of.explanation();
    Map<String, List<Scalar>> measures = new LinkedHashMap<>(known.measures());
    measures.put("toy", point(STEPS).finding().scalars());
    Explanation more = new Explanation(
        known.spectrum(),
        known.attributions(),
        known.floors(),
        known.completions(),
        known.fades(),
        measures);
    return new RunSummary(
        of.run(),
        of.family(),
        of.labels(),
        of.state(),
        of.phase(),
        of.step(),
        of.totalSteps(),
        of.distributionVersion(),
        of.measures(),
        of.accuracies(),
        more,
        of.lastCheckpointStep(),
        of.evaluatedStep(),
        of.startedAtMillis(),
        of.updatedAtMillis(),
        of.parent());
  }

  private static ProbeSeries.Point point(long step) {
    Scalars finding = new Scalars(
        About.of("Toy numbers", "What nobody knows."),
        List.of(
            new Scalar("size", step / 100.0, 0.1, "nats"), Scalar.of("count", (double) step, "")));
    return new ProbeSeries.Point(step, finding);
  }

  /** Of twenty parts one grows to be half of the whole. */
  private static ProbeSeries.Point lines(long step) {
    double grown = 0.5 * step / STEPS;
    List<Shares.Share> shares = IntStream.rangeClosed(1, 20)
        .mapToObj(part -> new Shares.Share("part " + part, part == 7 ? grown : (1 - grown) / 19))
        .toList();
    return new ProbeSeries.Point(
        step, new Shares(About.of("Toy lines", ""), shares, Optional.empty()));
  }

  private static List<Finding> pictures() {
    Axis axis = new Axis("place", "");
    return List.of(
        new Curve(
            About.of("rising", "How to read it."),
            axis,
            axis,
            List.of(1.0, 2.0),
            List.of(new Curve.Line("up", List.of(3.0, 4.0), List.of()))),
        new Matrices(
            About.of("table", "How to read it."),
            axis,
            axis,
            axis,
            List.of("a"),
            List.of("b", "c"),
            1,
            List.of(new Layer("one", new Cells.Numbers(1, 2, List.of(0.25, 0.75))))),
        new Points(
            About.of("cloud", "How to read it."),
            List.of(new Points.Component("x", Double.NaN), new Points.Component("y", 0.5)),
            axis,
            List.of("p", "q"),
            List.of(),
            List.of(List.of(1f, 2f), List.of(-1f, 0.5f))));
  }
}
