package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.status.Route;
import doublegrok.status.Route.Answer;
import doublegrok.status.Route.Method;
import doublegrok.status.Route.Parameter;
import doublegrok.status.StatusRoute;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.SweepOverview;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that every endpoint answers as its route says. */
final class PageRouteTest {
  private static final Map<String, String> FILES = Map.of(
      "/css/{file}", "page.css", "/js/{file}", "main.js", "/lib/uplot/{file}", "uPlot.esm.js");
  private static final String SWAP =
      "{\"command\": \"swap\", \"set\": {\"distribution.tasks\": \"2\"}}";

  private final FakeRunViews views = new FakeRunViews();
  private final HttpClient client = HttpClient.newHttpClient();
  private PageServer server;

  @BeforeEach
  void start() {
    views.put(new ExampleRun("a").until(100));
    views.put(new ExampleRun("b").until(100));
    for (String sweep : List.of("a", "b")) {
      views.put(new SweepOverview(
          sweep, "running", List.of(), Optional.empty(), Optional.empty(), "phase", List.of()));
    }
    server = PageServer.start(
        PageSettings.local(0), views, Optional.of(new RecordedCommands()), new CollectorRegistry());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Route> routes() {
    return Stream.concat(
        Stream.of(PageRoute.values()).map(PageRoute::route),
        Stream.of(StatusRoute.values()).map(StatusRoute::route));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void isAnsweredByItsType(Route route) throws Exception {
    HttpResponse<InputStream> response = send(route, "a", query(route), SWAP);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .isEqualToIgnoringCase(route.type());
  }

  @ParameterizedTest
  @MethodSource("routes")
  void refusesAsItSays(Route route) throws Exception {
    String bad = route.parameters().stream()
        .filter(Parameter::number)
        .map(each -> each.name() + "=x")
        .collect(Collectors.joining("&"));
    List<Integer> told = route.answers().stream().map(Answer::status).toList();

    if (!bad.isEmpty() || route.method() == Method.POST) {
      assertRefused(send(route, "a", bad, "{}"), 400);
      assertThat(told).contains(400);
    }
    if (told.contains(404) && (route.inPath("run") || route.inPath("sweep"))) {
      assertRefused(send(route, "nobody", query(route), SWAP), 404);
    }
    if (route.path().startsWith("/api/")) {
      views.ready(false);
      assertRefused(send(route, "a", query(route), SWAP), 503);
      assertThat(told).contains(503);
    }
    assertRefused(
        client.send(
            HttpRequest.newBuilder(URI.create(server.url() + path(route, "a")))
                .DELETE()
                .build(),
            BodyHandlers.ofInputStream()),
        405);
  }

  private static void assertRefused(HttpResponse<InputStream> response, int status)
      throws IOException {
    assertThat(response.statusCode()).isEqualTo(status);
    try (InputStream body = response.body()) {
      assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).startsWith("{\"error\":");
    }
  }

  private HttpResponse<InputStream> send(Route route, String run, String query, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create(server.url() + path(route, run) + (query.isEmpty() ? "" : "?" + query));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (route.method() == Method.POST) {
      request.header("Content-Type", Route.JSON).POST(BodyPublishers.ofString(body));
    }
    return client.send(request.build(), BodyHandlers.ofInputStream());
  }

  private static String path(Route route, String run) {
    return route
        .path()
        .replaceFirst("^/", "")
        .replace("{run}", run)
        .replace("{sweep}", run)
        .replace("{file}", FILES.getOrDefault(route.path(), ""));
  }

  private static String query(Route route) {
    return route.parameters().stream()
        .filter(each -> !route.inPath(each.name()))
        .map(each -> each.name() + "=" + (each.number() ? "200" : "b"))
        .collect(Collectors.joining("&"));
  }
}
