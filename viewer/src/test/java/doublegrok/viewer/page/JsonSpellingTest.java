package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.viewer.view.ExampleFork;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.InventedRun;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.RunHistory;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law of the API: the fields of all answers are spelt as the commands spell theirs. */
final class JsonSpellingTest {
  private static final String FIELD = "[a-z][a-z0-9]*(_[a-z0-9]+)*";

  /** Objects whose names are those of runs, sets, references, probes, keys and other data. */
  private static final Set<String> BY_DATA = Set.of(
      "accuracies",
      "attributions",
      "changes",
      "completions",
      "details",
      "errors",
      "evaluations",
      "fades",
      "families",
      "floors",
      "measures",
      "probes",
      "sets",
      "shares",
      "thinned",
      "units",
      "values");

  /** The one list of such objects. */
  private static final String BY_DATA_IN_LISTS = "attribution";

  private final FakeRunViews views = new FakeRunViews();
  private final RunHistory run = new ExampleRun("run").until(4000);
  private final PageServer server;

  JsonSpellingTest() {
    views.put(run);
    views.put(ExampleFork.of("run", "fork", 200, 400));
    views.put(new InventedRun("odd").until(100));
    views.putProbes("run", new ExampleRun("run").probes(300));
    server = PageServer.start(
        PageSettings.local(0), views, Optional.of(new RecordedCommands()), new CollectorRegistry());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api/runs",
        "api/runs/run?points=200",
        "api/runs/fork",
        "api/runs/odd",
        "api/runs/run/probes",
        "api/runs/run/difference?with=fork",
        "api/runs/run/distribution",
        "api/runs/nobody",
        "healthz",
        "readyz"
      })
  void ofAQuestion(String path) throws Exception {
    requireSpelt(asked(path), "");
  }

  @Test
  void ofTheShotsBySet() throws Exception {
    requireSpelt(asked("api/runs/run/shots"), "evaluations");
  }

  @ParameterizedTest
  @ValueSource(strings = {"commands", "commands/check"})
  void ofACommand(String path) throws Exception {
    String swap = """
        {"command": "swap", "set": {"distribution.tasks": "1"}, "at_batch": 60}""";
    requireSpelt(answer(request("api/runs/run/" + path).POST(BodyPublishers.ofString(swap))), "");
  }

  @Test
  void ofTheStream() throws Exception {
    ExampleRun of = new ExampleRun("run");
    List<LiveUpdate> updates = List.of(
        new LiveUpdate.LossReported("run", run.loss().get(0)),
        new LiveUpdate.Evaluated("run", of.evaluations(100).get(0)),
        new LiveUpdate.Measured("run", ExampleRun.spectrumAt(100)),
        new LiveUpdate.FloorsFound("run", run.floors().get(0)),
        new LiveUpdate.Probed("run", 100, "attention"),
        new LiveUpdate.Marked("run", run.marks().get(0)),
        new LiveUpdate.SummaryChanged(run.summary()));
    LiveQueue queue = new LiveQueue(LiveQueue.ofRun(Optional.of("run")), updates.size());
    updates.forEach(queue);
    ByteArrayOutputStream out = new ByteArrayOutputStream() {
      @Override
      public void flush() {
        if (toString(StandardCharsets.UTF_8).contains("event: summary")) {
          updates.forEach(queue);
          updates.forEach(queue); // too many: the stream ends
        }
      }
    };

    new LiveWriter(queue, Duration.ZERO).writeTo(out);
    List<String> told = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(told).filteredOn(line -> line.startsWith("event: ")).hasSize(updates.size() + 3);
    for (String line : told) {
      if (line.startsWith("data: ")) {
        requireSpelt(new ObjectMapper().readTree(line.substring(6)), "");
      }
    }
  }

  private static void requireSpelt(JsonNode answer, String name) {
    Set<String> fields = new TreeSet<>();
    collect(answer, name, fields);
    assertThat(answer.isContainerNode()).isTrue();
    assertThat(fields).as(answer.toString()).allMatch(field -> field.matches(FIELD));
  }

  private static void collect(JsonNode node, String name, Set<String> fields) {
    boolean byData = BY_DATA.contains(name);
    node.properties().forEach(field -> {
      if (!byData) {
        fields.add(field.getKey());
      }
      collect(field.getValue(), byData ? "" : field.getKey(), fields);
    });
    if (node.isArray() && !name.equals(BY_DATA_IN_LISTS)) {
      node.forEach(each -> collect(each, "", fields));
    }
  }

  private JsonNode asked(String path) throws Exception {
    return answer(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .header("Content-Type", "application/json");
  }

  private static JsonNode answer(HttpRequest.Builder request) throws Exception {
    String body = HttpClient.newHttpClient()
        .send(request.build(), BodyHandlers.ofString())
        .body();
    return new ObjectMapper().readTree(body);
  }
}
