package doublegrok.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A failed run's way to a person: the project's rules in a real Prometheus, its example of an
 * Alertmanager, a webhook.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AlertmanagerIT {
  private static final String NAME = "prometheus-alertmanager";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String STATE = """
      # TYPE doublegrok_run_state gauge
      doublegrok_run_state{run="alpha",state="failed"} %d
      doublegrok_run_state{run="beta",state="failed"} 0
      """;

  @TempDir
  private Path directory;

  @Test
  void theFailureOfARunIsPostedToTheWebhookAndSoIsItsEnd() throws Exception {
    Prometheus.requireInstalled();
    WebProgram.requireInstalled(NAME);
    try (WebStub services = new WebStub(STATE.formatted(1));
        WebStub webhook = new WebStub("");
        WebProgram alertmanager = alertmanager(webhook.address());
        Prometheus prometheus = prometheus(services.address(), alertmanager.address())) {
      JsonNode fired = awaitPost(webhook, "firing");

      assertThat(fired.get("receiver").asText()).isEqualTo("webhook");
      assertThat(fired.get("alerts")).hasSize(1);
      JsonNode alert = fired.get("alerts").get(0);
      assertThat(alert.at("/labels/alertname").asText()).isEqualTo("DoublegrokRunFailed");
      assertThat(alert.at("/labels/run").asText()).isEqualTo("alpha");
      assertThat(alert.at("/labels/severity").asText()).isEqualTo("critical");
      assertThat(alert.at("/annotations/summary").asText()).isEqualTo("run alpha has failed");

      services.says(STATE.formatted(0));

      assertThat(awaitPost(webhook, "resolved").at("/alerts/0/labels/run").asText())
          .isEqualTo("alpha");
      assertThat(prometheus.rules().get("groups")).isNotEmpty();
    }
  }

  private WebProgram alertmanager(String webhook) throws Exception {
    Path own = Files.createDirectories(directory.resolve("alertmanager"));
    String text = Files.readString(Checkout.path("prometheus/alertmanager.yml"));
    for (Map.Entry<String, String> each : Map.of(
            "webhook:8080",
            webhook,
            "group_wait: 10s",
            "group_wait: 1s",
            "interval: 1m",
            "interval: 1s")
        .entrySet()) {
      assertThat(text).contains(each.getKey());
      text = text.replace(each.getKey(), each.getValue());
    }
    Path config = Files.writeString(own.resolve("alertmanager.yml"), text);
    return WebProgram.start(
        own,
        NAME,
        "--config.file=" + config,
        "--storage.path=" + own.resolve("data"),
        "--cluster.listen-address=");
  }

  private Prometheus prometheus(String services, String alertmanager) throws Exception {
    Path own = directory.resolve("prometheus");
    Path config = PrometheusFiles.copy(
        own,
        "a token",
        Map.of(
            "interval: 5s",
            "interval: 1s",
            "generator:8643",
            services,
            "trainer:8644",
            services,
            "evaluator:8642",
            services,
            "viewer:8642",
            services,
            "dns_sd_configs: [{names: [alertmanager], type: A, port: 9093}]",
            "static_configs: [{targets: [\"" + alertmanager + "\"]}]"));
    return Prometheus.start(own, config);
  }

  private static JsonNode awaitPost(WebStub webhook, String status) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> webhook.posted().stream()
                .map(AlertmanagerIT::json)
                .filter(each -> each.get("status").asText().equals(status))
                .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException unsound) {
      throw new UncheckedIOException(unsound);
    }
  }
}
