package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.viewer.metrics.RunCollector;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.RunHistory;
import io.prometheus.client.CollectorRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PageServerTest {
  private final FakeRunViews views = new FakeRunViews();
  private final ExampleRun run = new ExampleRun("a run");
  private final HttpClient client = HttpClient.newHttpClient();
  private PageServer server;

  @BeforeEach
  void start() {
    views.put(run.until(100));
    CollectorRegistry metrics = new CollectorRegistry();
    new RunCollector(views).register(metrics);
    server = PageServer.start(PageSettings.local(0), views, metrics);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tellsTheWholePastOfARun() throws Exception {
    JsonNode history = json("api/runs/a%20run");

    RunHistory expected = run.until(100);
    assertThat(history.at("/summary/run").asText()).isEqualTo("a run");
    assertThat(history.at("/summary/state").asText()).isEqualTo("running");
    assertThat(history.get("loss")).hasSize(100);
    assertThat(history.at("/loss/99/step").asLong()).isEqualTo(100);
    assertThat(history.at("/loss/99/loss").asDouble())
        .isEqualTo(expected.loss().get(99).mean().loss());
    assertThat(history.at("/evaluations/id-train/1/last_shot/correct").asLong())
        .isEqualTo(
            expected.evaluations().get("id-train").get(1).lastShot().correct().orElseThrow());
    assertThat(history.at("/evaluations/id-train/1").has("shots")).isFalse();
    assertThat(history.at("/marks/0/kind").asText()).isEqualTo("started");
    assertThat(history.at("/marks/0/batch").asLong()).isZero();
  }

  @Test
  void aLongPastIsThinnedAndAPartOfItTold() throws Exception {
    views.put(run.until(4000));

    JsonNode thin = json("api/runs/a%20run?points=200");
    JsonNode part = json("api/runs/a%20run?from=1000&to=1150&points=200");

    assertThat(thin.get("loss").size()).isBetween(50, 200);
    assertThat(thin.at("/thinned/loss/points").asInt())
        .isEqualTo(thin.get("loss").size());
    assertThat(thin.at("/thinned/loss/of").asInt()).isEqualTo(4000);
    assertThat(thin.get("means").findValuesAsText("count").stream()
            .mapToInt(Integer::parseInt)
            .sum())
        .isEqualTo(4000);
    assertThat(part.get("loss")).hasSize(151);
    assertThat(part.at("/loss/0/step").asLong()).isEqualTo(1000);
    assertThat(part.get("means")).isEmpty();
    assertThat(part.at("/evaluations/ood")).hasSize(4);
    assertThat(part.at("/thinned/evaluations/of").asInt()).isEqualTo(12);
    assertThat(part.at("/lag/0/evaluated_step").asLong()).isEqualTo(1000);
    assertThat(part.at("/summary/step").asLong()).isEqualTo(4000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "points=199 | points must be 200..20000, was 199; leave it out for 4000",
        "points=99999999999 | points must be 200..20000, was 2147483647",
        "points=many | points must be a whole number of 0 or more, as in ?points=1200, was 'many'",
        "from=-1 | from must be a whole number of 0 or more, as in ?from=1200, was '-1'",
        "from=&to=3 | from must be a whole number of 0 or more",
        "from=5&to=4 | from and to must be 0 <= from <= to <= 999999999999, were 5 and 4; leave",
        "to=1000000000000 | from and to must be 0 <= from <= to <= 999999999999",
      })
  void refusesAWindowThatCannotBe(String query, String sentence) throws Exception {
    HttpResponse<String> answer = get("api/runs/a%20run?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(sentence);
  }

  @Test
  void writesNumbersThatAreNotKnownAsNull() throws Exception {
    views.put(run.until(0));

    JsonNode summary = json("api/runs").at("/runs/0");

    assertThat(summary.get("loss").isNull()).isTrue();
    assertThat(summary.get("last_checkpoint_step").isNull()).isTrue();
  }

  @Test
  void saysThatARunIsUnknown() throws Exception {
    HttpResponse<String> answer = get("api/runs/nobody");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new ObjectMapper().readTree(answer.body()).get("error").asText())
        .isEqualTo("No run is named 'nobody'; GET /api/runs lists the runs that are known.");
    assertThat(get("api/stream?run=nobody").statusCode()).isEqualTo(404);
  }

  @Test
  void answersNothingBeforeTheStateIsWhole() throws Exception {
    assertThat(get("readyz").statusCode()).isEqualTo(200);

    views.ready(false);

    assertThat(get("readyz").statusCode()).isEqualTo(503);
    assertThat(get("api/runs").statusCode()).isEqualTo(503);
    assertThat(get("healthz").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "icon.svg",
        "css/page.css",
        "js/main.js",
        "lib/uplot/uPlot.esm.js",
        "lib/uplot/uPlot.min.css"
      })
  void servesThePageWithHeadersThatKeepForeignCodeOut(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'self';");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "js/nothing.js",
        "js/..%5cindex.html",
        "css/main.js/x",
        "js/",
        "WEB-INF/web.xml",
        "META-INF/MANIFEST.MF"
      })
  void servesNothingElse(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example:80", "localhost.", "[::2]:1"})
  void refusesAForeignHostName(String host) throws Exception {
    assertThat(statusLine(host)).contains(" 403 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:9"})
  void acceptsTheNamesOfThisMachine(String host) throws Exception {
    assertThat(statusLine(host)).contains(" 200 ");
  }

  @Test
  void refusesEndlessHeadersInASentence() throws Exception {
    String answer = RawHttp.exchange(
        server.port(),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000))
            .getBytes(StandardCharsets.US_ASCII));

    assertThat(answer).startsWith("HTTP/1.1 431 ").contains("{\"error\":\"This request cannot be");
  }

  @Test
  void namesThePortThatIsTaken() {
    PageSettings taken = PageSettings.local(server.port());

    assertThatThrownBy(() -> PageServer.start(taken, views, new CollectorRegistry()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "port %d on 127.0.0.1 cannot be listened on: it must be free, and one that this user"
                + " may open; choose another with --port N, or any free one with --port 0",
            server.port());
  }

  @Test
  void tellsClientsNothingOfItsInside() throws Exception {
    FakeRunViews broken = new FakeRunViews();
    broken.failWith("a secret of the inside");
    try (PageServer failing =
        PageServer.start(PageSettings.local(0), broken, new CollectorRegistry())) {
      HttpResponse<String> answer = get(failing.url() + "api/runs", client);

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("secret", "Exception", "\tat ");
    }
  }

  private String statusLine(String host) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = "GET /api/runs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  private JsonNode json(String path) throws Exception {
    return new ObjectMapper().readTree(get(path).body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return get(server.url() + path, client);
  }

  private static HttpResponse<String> get(String url, HttpClient client) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }
}
