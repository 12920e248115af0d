package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Grid;
import doublegrok.task.finding.Points;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.Probe;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExplanationsApiTest {
  private static final int MODULUS = 11;

  private final FakeRunViews views = new FakeRunViews();
  private final ExampleRun run = new ExampleRun("a run");
  private final HttpClient client = HttpClient.newHttpClient();
  private PageServer server;

  @BeforeEach
  void start() {
    views.put(run.until(300));
    views.putProbes("a run", run.probes(300));
    server = PageServer.start(PageSettings.local(0), views, new CollectorRegistry());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tellsWhatTheProbesFoundInTheNewestCheckpoint() throws Exception {
    JsonNode told = json("api/runs/a%20run/probes");

    assertThat(told.get("run").asText()).isEqualTo("a run");
    assertThat(told.get("steps")).hasSize(6);
    assertThat(told.at("/steps/5").asLong()).isEqualTo(300);
    List<String> names = new ArrayList<>();
    told.get("probes").fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "attention",
            "components-block-1",
            "components-embedding",
            "grid-id",
            "grid-ood",
            "impostors",
            "ratio-heads");
    assertThat(told.get("probes")).allSatisfy(probe -> {
      assertThat(probe.get("step").asLong()).isEqualTo(300);
      assertThat(probe.get("version").asInt()).isZero();
      assertThat(probe.has("name")).isFalse();
    });
  }

  @Test
  void writesFindingsAsRowsOfPlainNumbers() throws Exception {
    JsonNode probes = json("api/runs/a%20run/probes").get("probes");

    JsonNode grid = probes.get("grid-id");
    Grid expected = (Grid) finding("grid-id");
    JsonNode model = grid.at("/layers/0/shades");
    assertThat(grid.get("shape").asText()).isEqualTo("grid");
    assertThat(model).hasSize(MODULUS).allMatch(row -> row.size() == MODULUS);
    assertThat(model.get(3).get(4).asInt() / 255.0)
        .isEqualTo(expected.layers().get(0).cells().at(3, 4));
    assertThat(grid.at("/layers/1/label").asText()).isEqualTo("exact");
    assertThat(grid.at("/layers/1/shades/10/10").asInt()).isEqualTo(255);
    assertThat(grid.at("/down/label").asText()).isEqualTo("y");
    JsonNode attention = probes.get("attention");
    int length = attention.get("rows").size();
    assertThat(attention.get("abreast").asInt()).isEqualTo(4);
    assertThat(attention.get("layers")).hasSize(2 * 4).allSatisfy(head -> {
      assertThat(head.get("shades")).hasSize(length).allMatch(row -> row.size() == length);
    });
    Points components = (Points) finding("components-embedding");
    JsonNode point = probes.at("/components-embedding/coordinates/7");
    assertThat(point).hasSize(4);
    assertThat(point.get(1).asText())
        .isEqualTo(Float.toString(components.coordinates().get(7).get(1)));
    assertThat(probes.at("/impostors/lines/0/errors/0").asDouble()).isPositive();
    assertThat(probes.at("/ratio-heads/layers/0/numbers/1")).hasSize(4);
  }

  @Test
  void tellsWhatTheProbesHadFoundUpToAStep() throws Exception {
    JsonNode told = json("api/runs/a%20run/probes?step=249");

    assertThat(told.get("steps")).hasSize(6);
    assertThat(told.at("/probes/grid-ood/step").asLong()).isEqualTo(200);
    assertThat(
            json("api/runs/a%20run/probes?step=250").at("/probes/grid-ood/step").asLong())
        .isEqualTo(250);
    assertThat(json("api/runs/a%20run/probes?step=0").get("probes")).isEmpty();
    assertThat(json("api/runs/a%20run/probes?step=999999999999999999").get("probes"))
        .hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "1e3", "ten", "%201", "9999999999999999999"})
  void refusesAStepThatIsNoWholeNumber(String step) throws Exception {
    HttpResponse<String> answer = get("api/runs/a%20run/probes?step=" + step);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new ObjectMapper().readTree(answer.body()).get("error").asText())
        .isEqualTo("step must be a whole number of 0 or more, as in ?step=1200; leave it out for"
            + " the newest checkpoint.");
  }

  @Test
  void tellsHowEachSetDoesAtEachShot() throws Exception {
    JsonNode sets = json("api/runs/a%20run/shots");

    EvaluationPoint expected = run.evaluations(250).get(1);
    JsonNode set = sets.get("id-test");
    assertThat(sets).hasSize(3);
    assertThat(set.get("shots").toString()).isEqualTo("[0,1,2,3]");
    assertThat(set.get("steps").toString()).isEqualTo("[50,100,150,200,250,300]");
    assertThat(set.at("/accuracy/2/4").asDouble())
        .isEqualTo(expected.shots().get(2).score().accuracy());
    double table = expected.shots().get(2).attribution().orElseThrow().shares().get("table");
    assertThat(set.at("/attribution/2/4/table").asDouble())
        .isEqualTo(Math.round(table * 1e4) / 1e4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"probes", "shots"})
  void saysThatARunIsUnknownAndNothingBeforeTheStateIsWhole(String what) throws Exception {
    HttpResponse<String> answer = get("api/runs/nobody/" + what);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new ObjectMapper().readTree(answer.body()).get("error").asText())
        .isEqualTo("No run is named 'nobody'; GET /api/runs lists the runs that are known.");
    views.ready(false);
    assertThat(get("api/runs/a%20run/" + what).statusCode()).isEqualTo(503);
  }

  private Finding finding(String name) {
    return run.probes(300).stream()
        .filter(probe -> probe.step() == 300 && probe.name().equals(name))
        .map(Probe::finding)
        .findFirst()
        .orElseThrow();
  }

  private JsonNode json(String path) throws Exception {
    return new ObjectMapper().readTree(get(path).body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
  }
}
