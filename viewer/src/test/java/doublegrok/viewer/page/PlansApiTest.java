package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of what can be asked before a command, and of two runs; nothing of it changes a run. */
final class PlansApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordedCommands commands = new RecordedCommands();
  private final FakeRunViews views = new FakeRunViews();
  private final HttpClient client = HttpClient.newHttpClient();
  private PageServer server;

  @BeforeEach
  void start() {
    views.put(new ExampleRun("run").until(200));
    views.put(new ExampleRun("child").until(100));
    views.put(new ExampleRun("other-seed").until(100));
    server = PageServer.start(
        PageSettings.local(0), views, Optional.of(commands), new CollectorRegistry());
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(commands.asked()).isEmpty();
  }

  @Test
  void theFormHasTheValuesOfTheEarliestBatchThatCanBeChanged() throws Exception {
    JsonNode form = json(get("api/runs/run/distribution"));

    assertThat(form.get("batch").asLong()).isEqualTo(RecordedCommands.EARLIEST);
    assertThat(form.get("earliest_batch").asLong()).isEqualTo(RecordedCommands.EARLIEST);
    assertThat(form.get("ends_at_batch").asLong()).isEqualTo(300);
    assertThat(form.get("version").asInt()).isZero();
    JsonNode tasks = form.get("fields").get(0);
    assertThat(tasks.get("key").asText()).isEqualTo("distribution.tasks");
    assertThat(tasks.get("value").asText())
        .isEqualTo(String.valueOf(RecordedCommands.SPEC.distribution().tasks()));
    assertThat(tasks.get("rule").asText()).startsWith("a whole number 1..");
    assertThat(form.get("planned").toString())
        .isEqualTo("[{\"at_batch\":250,\"changes\":{\"distribution.tasks\":\"2\"}}]");
  }

  @Test
  void theFormOfALaterBatchHasWhatIsPlannedForIt() throws Exception {
    JsonNode form = json(get("api/runs/run/distribution?at_batch=260"));

    assertThat(form.get("version").asInt()).isEqualTo(1);
    assertThat(form.get("fields").get(0).get("value").asText()).isEqualTo("2");
    assertThat(get("api/runs/run/distribution?at_batch=x").statusCode()).isEqualTo(400);
    assertThat(get("api/runs/nobody/distribution").statusCode()).isEqualTo(404);
  }

  @Test
  void aCheckNamesTheChangeAndTheFaults() throws Exception {
    assertThat(check("""
        {"command": "swap", "set": {"distribution.tasks": "1"}, "at_batch": 60}""").body())
        .isEqualTo("{\"accepted\":true,\"message\":\"from batch 60 on\",\"batch\":60,"
            + "\"changes\":[{\"key\":\"distribution.tasks\",\"before\":\"%d\",\"after\":\"1\"}]}"
                .formatted(RecordedCommands.SPEC.distribution().tasks()));

    HttpResponse<String> refused = check("""
        {"command": "swap", "set": {"distribution.taks": "1"}}""");

    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(json(refused).get("accepted").asBoolean()).isFalse();
    assertThat(json(refused).get("error").asText()).contains("did you mean distribution.tasks?");
  }

  @Test
  void aForkIsCheckedToo() throws Exception {
    HttpResponse<String> refused = check("""
        {"command": "fork", "as": "taken", "at_step": 50, "set": {}}""");

    assertThat(json(refused).get("error").asText()).contains("'taken' exists already");
  }

  @Test
  void whatHasNoRulesIsNotChecked() throws Exception {
    HttpResponse<String> refused = check("{\"command\": \"pause\"}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Only a swap or a fork can be checked");
  }

  @Test
  void aPageThatOnlyShowsHasNoForm() throws Exception {
    try (PageServer only =
        PageServer.start(PageSettings.local(0), views, new CollectorRegistry())) {
      URI form = URI.create(only.url() + "api/runs/run/distribution");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(form).build(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("only shows the runs");
    }
  }

  @Test
  void theDifferenceOfTwoRunsHasTheStepsThatBothHave() throws Exception {
    JsonNode difference = json(get("api/runs/run/difference?with=child"));

    JsonNode ood = difference.get("sets").get("ood");
    assertThat(ood).hasSize(2);
    assertThat(ood.get(1).get("step").asLong()).isEqualTo(100);
    assertThat(ood.get(1).get("value").asDouble()).isZero();
    assertThat(ood.get(1).get("low").asDouble()).isNegative();
    assertThat(
            json(get("api/runs/run/difference?with=other-seed")).get("omitted").toString())
        .contains("other seeds");
  }

  @Test
  void aDifferenceNeedsTwoRuns() throws Exception {
    assertThat(get("api/runs/run/difference").body()).contains("with is missing");
    assertThat(get("api/runs/run/difference?with=nobody").body())
        .contains("No run is named 'nobody'");
    assertThat(get("api/runs/nobody/difference?with=run").body())
        .contains("No run is named 'nobody'");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> check(String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create(server.url() + "api/runs/run/commands/check"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body());
  }
}
