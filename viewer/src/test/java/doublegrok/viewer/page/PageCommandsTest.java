package doublegrok.viewer.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.control.Command;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of who changes a run, and how. */
final class PageCommandsTest {
  private static final String PAUSE = "{\"command\": \"pause\"}";
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final RecordedCommands commands = new RecordedCommands();
  private final FakeRunViews views = new FakeRunViews();
  private final HttpClient client = HttpClient.newHttpClient();
  private PageServer server;

  @BeforeEach
  void start() {
    views.put(new ExampleRun("run").until(10));
    PageSettings settings =
        new PageSettings("127.0.0.1", 0, Optional.empty(), 4, 100, Duration.ofMillis(200), IDLE);
    server = PageServer.start(settings, views, Optional.of(commands), new CollectorRegistry());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void handsOnWhatIsAsked() throws Exception {
    HttpResponse<String> answer = post("run", """
        {"command": "swap", "set": {"distribution.tasks": "8"}, "at_batch": 1700}""");

    assertThat(commands.asked())
        .containsExactly(
            new Command.Swap(Map.of("distribution.tasks", "8"), OptionalLong.of(1700)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"accepted\":true,\"message\":\"It will be done.\",\"batch\":17}");
  }

  @Test
  void tellsWhyNothingIsDone() throws Exception {
    HttpResponse<String> answer = post("run", "{\"command\": \"stop\"}");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body())
        .isEqualTo("{\"accepted\":false,\"error\":\"The run is over already.\",\"batch\":null}");
  }

  @Test
  void refusesWhatItCannotReadAndWhatItDoesNotKnow() throws Exception {
    assertThat(post("run", "pause").statusCode()).isEqualTo(400);
    assertThat(post("nobody", PAUSE).statusCode()).isEqualTo(404);
    assertThat(post("run", " ".repeat(CommandBody.BYTES_MAX) + PAUSE).statusCode())
        .isEqualTo(413);
    assertThat(commands.asked()).isEmpty();
  }

  @Test
  void anEndlessBodyIsCutOff() throws Exception {
    String chunk = "1000\r\n" + " ".repeat(0x1000) + "\r\n";
    String answer = RawHttp.exchange(
        server.port(), (head("Transfer-Encoding: chunked\r\n") + chunk.repeat(20)).getBytes(UTF_8));

    assertThat(answer).startsWith("HTTP/1.1 413 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""})
  void refusesWhatAFormOfAnotherPageCouldSend(String type) throws Exception {
    HttpRequest.Builder request = request("run", PAUSE);
    if (!type.isEmpty()) {
      request.setHeader("Content-Type", type);
    }

    HttpResponse<String> answer = send(request);

    assertThat(answer.statusCode()).isEqualTo(type.isEmpty() ? 200 : 415);
  }

  @ParameterizedTest
  @CsvSource({
    "SELF, same-origin, 200",
    "SELF, none, 200",
    "SELF, '', 200",
    "'', none, 200",
    "'', '', 200",
    "'', same-origin, 403",
    "'', same-site, 403",
    "'', cross-site, 403",
    "SELF, same-site, 403",
    "SELF, cross-site, 403",
    "TLS, '', 403",
    "null, '', 403",
    "http://evil.example, '', 403",
    "http://localhost.evil.example, same-origin, 403",
    "http://127.0.0.1, '', 403",
  })
  void takesOnlyWhatComesFromThePageItselfOrFromAScript(String origin, String site, int status)
      throws Exception {
    HttpRequest.Builder request = request("run", PAUSE);
    String self = "http://127.0.0.1:" + server.port();
    if (!origin.isEmpty()) {
      request.header(
          "Origin", origin.replace("SELF", self).replace("TLS", self.replace("http", "https")));
    }
    if (!site.isEmpty()) {
      request.header("Sec-Fetch-Site", site);
    }

    assertThat(send(request).statusCode()).isEqualTo(status);
    assertThat(commands.asked()).hasSize(status == 200 ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRACE",
        "OPTIONS",
        "PUT",
        "DELETE",
        "PATCH",
        "CONNECT",
        "BEFORE",
        "AFTER",
        "INVALID",
        "NONSENSE",
        "get"
      })
  void knowsNoOtherMethod(String method) throws Exception {
    String target = method.equals("CONNECT") ? "localhost:80" : "/api/runs";

    String answer = RawHttp.exchange(server.port(), plain(method + " " + target));

    assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD, POST");
  }

  @Test
  void connectsToNoPath() throws Exception {
    assertThat(RawHttp.exchange(server.port(), plain("CONNECT /api/runs")))
        .startsWith("HTTP/1.1 400 ");
  }

  private static byte[] plain(String methodAndTarget) {
    return (methodAndTarget + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .getBytes(UTF_8);
  }

  @Test
  void aGetNeverChangesAnything() throws Exception {
    HttpRequest.Builder get = request("run", PAUSE);

    assertThat(send(get.GET()).statusCode()).isEqualTo(405);
    assertThat(send(get.method("HEAD", BodyPublishers.noBody())).statusCode()).isNotEqualTo(200);
    assertThat(send(get.uri(URI.create(server.url() + "api/runs")).POST(BodyPublishers.noBody()))
            .statusCode())
        .isEqualTo(405);
    assertThat(commands.asked()).isEmpty();
  }

  @Test
  void aHeadOfTheStreamTakesNoPlace() throws Exception {
    HttpRequest.Builder head = HttpRequest.newBuilder(URI.create(server.url() + "api/stream"))
        .method("HEAD", BodyPublishers.noBody());

    assertThat(send(head).statusCode()).isEqualTo(200);
    assertThat(views.listeners()).isZero();
  }

  @Test
  void aPageThatOnlyShowsSaysSo() throws Exception {
    try (PageServer only =
        PageServer.start(PageSettings.local(0), views, new CollectorRegistry())) {
      HttpRequest.Builder request = request("run", PAUSE);
      HttpResponse<String> answer =
          send(request.uri(URI.create(only.url() + "api/runs/run/commands")));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("only shows the runs");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HT", "GET / HTTP/1.1\r\nHost: local", "GET /healthz HTTP/1.1\r\n"})
  void givesUpAClientThatFallsSilentInItsHeaders(String part) throws Exception {
    assertThat(RawHttp.falterAfter(server.port(), part)).doesNotContain(" 200 ");
  }

  @Test
  void givesUpAClientThatFallsSilentInItsBody() throws Exception {
    String answer = RawHttp.falterAfter(server.port(), head("Content-Length: 20\r\n") + "{\"comm");

    assertThat(answer).startsWith("HTTP/1.1 408 ");
    assertThat(commands.asked()).isEmpty();
  }

  private static String head(String header) {
    return "POST /api/runs/run/commands HTTP/1.1\r\nHost: localhost\r\n"
        + "Content-Type: application/json\r\n" + header + "\r\n";
  }

  private HttpResponse<String> post(String run, String body) throws Exception {
    return send(request(run, body));
  }

  private HttpRequest.Builder request(String run, String body) {
    return HttpRequest.newBuilder(URI.create(server.url() + "api/runs/" + run + "/commands"))
        .header("Content-Type", "application/json; charset=utf-8")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
