package doublegrok.viewer.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import doublegrok.status.AccessToken;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Tests of who sees the page at all. */
final class PageAccessTest {
  private static final String TOKEN = "correct:horse-battery.staple";
  private static final PageSettings GUARDED =
      PageSettings.local(0).guardedBy(AccessToken.of(TOKEN, "test"));

  private final FakeRunViews views = new FakeRunViews();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger("doublegrok");
  private PageServer server;

  @BeforeEach
  void start() {
    root.setLevel(Level.TRACE);
    root.addAppender(logged);
    logged.start();
    views.put(new ExampleRun("run").until(10));
    server = PageServer.start(
        GUARDED, views, Optional.of(new RecordedCommands()), new CollectorRegistry());
  }

  @AfterEach
  void stop() {
    server.close();
    root.detachAppender(logged);
    root.setLevel(null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api/runs",
        "api/runs/run",
        "api/runs/run/probes",
        "api/runs/run/shots",
        "api/stream",
        "metrics",
        "css/page.css",
        "nothing",
        "healthz/",
        "healthz;x",
        "readyz/x",
        "HEALTHZ"
      })
  void showsNothingWithoutTheToken(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValue("Basic realm=\"doublegrok\"");
    assertThat(answer.body())
        .startsWith("{\"error\":\"This needs the token: ")
        .doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api/runs", "metrics", "css/page.css"})
  void takesTheTokenFromAScriptAndFromABrowser(String path) throws Exception {
    assertThat(get(path, "Bearer " + TOKEN).statusCode()).isEqualTo(200);
    assertThat(get(path, "bearer  " + TOKEN + " ").statusCode()).isEqualTo(200);
    assertThat(get(path, basic("anybody", TOKEN)).statusCode()).isEqualTo(200);
    assertThat(get(path, basic("", TOKEN)).statusCode()).isEqualTo(200);
  }

  @Test
  void takesNothingElseForTheToken() throws Exception {
    List<String> wrong = List.of(
        TOKEN,
        "Bearer",
        "Bearer " + TOKEN + "x",
        "Bearer " + TOKEN.substring(1),
        "Digest " + TOKEN,
        "Basic " + TOKEN,
        basic(TOKEN, ""),
        basic(TOKEN, "anything"),
        "Basic %%%");

    for (String authorization : wrong) {
      assertThat(get("api/runs", authorization).statusCode()).as(authorization).isEqualTo(401);
    }
    assertThat(get("api/runs?token=" + TOKEN).statusCode()).isEqualTo(401);
    HttpRequest.Builder head = HttpRequest.newBuilder(URI.create(server.url() + "metrics"));
    head.method("HEAD", HttpRequest.BodyPublishers.noBody());
    assertThat(client.send(head.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesTwoTokensAtOnce() throws Exception {
    String request = "GET /api/runs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer no\r\n"
        + "Authorization: Bearer " + TOKEN + "\r\nConnection: close\r\n\r\n";

    assertThat(RawHttp.exchange(server.port(), request.getBytes(UTF_8))).contains(" 400 ");
  }

  @Test
  void tellsWhoeverRestartsItThatItLivesAndNothingElse() throws Exception {
    assertThat(get("healthz").body()).isEqualTo("{\"alive\":true}");
    assertThat(get("readyz").body()).isEqualTo("{\"ready\":true}");
  }

  @Test
  void neverSaysTheToken() throws Exception {
    List<String> said = new ArrayList<>();
    views.failWith("broken for a while");
    for (String authorization :
        List.of("Bearer " + TOKEN, basic("me", TOKEN), "Bearer " + TOKEN + "x")) {
      for (String path : List.of("", "api/runs", "api/runs/nobody", "metrics", "nothing")) {
        HttpResponse<String> answer = get(path, authorization);
        said.add(answer.headers().map() + answer.body());
      }
    }
    for (ILoggingEvent event : logged.list) {
      said.add(
          event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    said.add(GUARDED.toString());
    said.add(server.url());

    assertThat(logged.list).anyMatch(event -> event.getLevel() == Level.ERROR);
    String encoded = basic("me", TOKEN).substring("Basic ".length());
    assertThat(said).noneMatch(text -> text.contains(TOKEN) || text.contains(encoded));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void anAddressThatOthersReachNeedsAToken(String host) {
    assertThatThrownBy(() -> PageSettings.local(0).onHost(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("host must be an address of this machine alone, such as 127.0.0.1, where there"
            + " is no token, was " + host
            + "; give a token with --token-file FILE or in DOUBLEGROK_TOKEN");

    assertThat(GUARDED.onHost(host).host()).isEqualTo(host);
  }

  @Test
  void listensForOthersOnceThereIsAToken() throws Exception {
    try (PageServer open =
        PageServer.start(GUARDED.onHost("0.0.0.0"), views, new CollectorRegistry())) {
      assertThat(get(open.url() + "api/runs", Optional.empty()).statusCode()).isEqualTo(401);
      assertThat(get(open.url() + "api/runs", Optional.of("Bearer " + TOKEN)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void readsTheTokenFromAFileWithoutItsLineEnd(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "\n " + TOKEN + " \r\n");

    assertThat(AccessToken.in(file).isIn("Bearer " + TOKEN)).isTrue();
    assertThatThrownBy(() -> AccessToken.in(directory.resolve("none")))
        .hasMessageStartingWith("--token-file must be a text file that can be read, was ");
  }

  @Test
  void refusesTokensThatAreEasilyGuessedOrCannotBeSent() {
    assertThatThrownBy(() -> AccessToken.of(" fifteen-letters ", "here"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the token must have 16..1024 characters, had 15 (here); 'openssl rand -hex 32'"
            + " makes a good one");
    assertThatThrownBy(() -> AccessToken.of("two words that are long", "here"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without blanks")
        .hasMessageNotContaining("words");
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return get(server.url() + path, Optional.empty());
  }

  private HttpResponse<String> get(String path, String authorization) throws Exception {
    return get(server.url() + path, Optional.of(authorization));
  }

  private HttpResponse<String> get(String url, Optional<String> authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
