package doublegrok.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StatusServerTest {
  private static final String TOKEN = "a-token-for-this-test";

  private final CollectorRegistry metrics = new CollectorRegistry();
  private final ServiceHealth health = new ServiceHealth(metrics);
  private final AtomicReference<Optional<String>> missing = new AtomicReference<>(Optional.empty());
  private Optional<StatusServer> server = Optional.empty();

  @AfterEach
  void close() {
    server.ifPresent(StatusServer::close);
  }

  @Test
  void showsTheMetricsOfTheProcess() throws Exception {
    Counter.build("doublegrok_things_total", "Things.").register(metrics).inc(3);
    start(local(0));

    HttpResponse<String> answer = get("metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(type -> {
      assertThat(type).startsWith("text/plain").contains("version=0.0.4");
    });
    assertThat(answer.body()).contains("doublegrok_things_total 3.0");
  }

  @Test
  void isAliveUntilAServiceFailsAndThenSaysWhy() throws Exception {
    AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());
    health.watch("the generator", failure::get);
    start(local(0));

    assertThat(get("healthz").statusCode()).isEqualTo(200);
    assertThat(get("healthz").body()).isEqualTo("{\"alive\":true}");
    failure.set(Optional.of(new IllegalStateException("it lost its state")));

    assertThat(get("healthz").statusCode()).isEqualTo(503);
    assertThat(get("healthz").body())
        .isEqualTo("{\"alive\":false,\"reason\":\"the generator failed: it lost its state\"}");
  }

  @Test
  void isReadyOnceNothingIsMissing() throws Exception {
    missing.set(Optional.of("its state is being restored"));
    start(local(0));

    assertThat(get("readyz").statusCode()).isEqualTo(503);
    assertThat(get("readyz").body())
        .isEqualTo("{\"ready\":false,\"reason\":\"its state is being restored\"}");
    missing.set(Optional.empty());

    assertThat(get("readyz").statusCode()).isEqualTo(200);
    assertThat(get("readyz").body()).isEqualTo("{\"ready\":true}");
  }

  @Test
  void asksForTheTokenExceptByWhoeverRestartsIt() throws Exception {
    start(new Endpoint("127.0.0.1", 0, token(), false, "--metrics-port", Endpoint.IDLE));

    assertThat(get("metrics").statusCode()).isEqualTo(401);
    assertThat(get("metrics", "Authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
    assertThat(get("metrics", "Authorization", "Bearer another-token-here").statusCode())
        .isEqualTo(401);
    assertThat(get("healthz").statusCode()).isEqualTo(200);
    assertThat(get("readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void answersWhatItDoesNotHaveWithASentence() throws Exception {
    start(local(0));

    assertThat(get("").statusCode()).isEqualTo(404);
    assertThat(get("").body()).startsWith("{\"error\":");
    assertThat(get("metrics").headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void refusesAPortThatIsTakenIfItWasAskedFor() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Endpoint taken = local(other.getLocalPort());

      assertThatThrownBy(() -> start(taken))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("port " + other.getLocalPort(), "127.0.0.1", "--metrics-port 0");
    }
  }

  @Test
  void takesAFreePortIfThatOfNobodysChoiceIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      start(
          new Endpoint("127.0.0.1", port, Optional.empty(), true, "--metrics-port", Endpoint.IDLE));

      assertThat(server.orElseThrow().port()).isNotEqualTo(port).isPositive();
      assertThat(get("readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anAddressThatOthersReachNeedsAToken() {
    assertThatThrownBy(() ->
            new Endpoint("0.0.0.0", 0, Optional.empty(), false, "--metrics-port", Endpoint.IDLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("0.0.0.0", "--token-file");
    assertThatThrownBy(() -> local(70_000)).hasMessageContainingAll("70000", "--metrics-port N");
    assertThatThrownBy(() ->
            new Endpoint("127.0.0.1", 0, Optional.empty(), false, "--metrics-port", Duration.ZERO))
        .hasMessageContaining("idle");
  }

  private static Optional<AccessToken> token() {
    return Optional.of(AccessToken.of(TOKEN, "test"));
  }

  private static Endpoint local(int port) {
    return new Endpoint(
        "127.0.0.1", port, Optional.empty(), false, "--metrics-port", Endpoint.IDLE);
  }

  private void start(Endpoint endpoint) {
    server = Optional.of(StatusServer.start(endpoint, health, missing::get));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.orElseThrow().url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
