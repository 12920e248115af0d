package doublegrok.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.monitoring.Dashboard.Query;
import doublegrok.local.pipeline.EvaluatorWithViewer;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpecs;
import doublegrok.trainer.TrainerApp;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of the preset smoke, with a swap and an alert, under the eyes of a real Prometheus that has
 * the project's own configuration: everything that dashboards and rules ask must have an answer,
 * also where several services are one process.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
class PrometheusIT {
  private static final String RUN = "smoke";
  private static final int END = 300;

  /** What a sound run of eleven residues has no answer to, and why. */
  private static final Map<String, String> RIGHTLY_EMPTY = Map.of(
      "double-grokking.json/Double-grokking gap/A",
      "modulo 11 there is too little to generalise from, so there is no gap");

  private static final Pattern METRIC =
      Pattern.compile("\\b(up|[a-z_]+:\\w+:\\w+|doublegrok_\\w+)");

  private WatchedServices services;
  private Prometheus prometheus;
  private GeneratorApp generator;
  private TrainerApp trainer;
  private EvaluatorWithViewer evaluator;
  private Instant at; // just behind the run's end: rates of the minute before are of its life

  @BeforeAll
  void watchARunToItsEnd(@TempDir Path directory) throws Exception {
    Prometheus.requireInstalled();
    services = new WatchedServices(directory.resolve("services"));
    generator = services.generator();
    evaluator = services.evaluator("evaluator");
    services.startRun(
        RUN,
        RunSpecs.builtIn()
            .parse(
                Presets.text("smoke"),
                "preset smoke",
                List.of(
                    "alerts=[{on: transition, action: checkpoint}]",
                    "stream.run_ahead=2"))); // so slow that every rate has several scrapes of its
    // life
    int port = WebProgram.freePort();
    Path config = PrometheusFiles.copy(
        directory.resolve("prometheus"),
        WatchedServices.TOKEN,
        Map.of(
            "interval: 5s",
            "interval: 1s",
            "generator:8643",
            authority(generator.statusUrl().orElseThrow()),
            "trainer:8644",
            "127.0.0.1:" + port,
            "evaluator:8642",
            authority(evaluator.pageUrl().orElseThrow()),
            "viewer:8642",
            authority(services.viewerBesideGenerator().pageUrl().orElseThrow())));
    prometheus = Prometheus.start(directory.resolve("prometheus"), config);
    trainer = services.trainer(RUN, port);

    assertThat(trainer.result().get(WatchedServices.PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo(END);
    await().atMost(WatchedServices.PATIENCE).until(() -> {
      at = Instant.now();
      return is("sum(up)", 4)
          && is("doublegrok_trainer_steps_total", END)
          && is("min(doublegrok_last_evaluated_step)", END)
          && is("count(doublegrok_last_evaluated_step)", 2) // each viewer shows every run
          && is("count(doublegrok_shot_accuracy_ratio{shot=\"2-3\"})", 2 * 5)
          && is("run:doublegrok_run_running:max", 0)
          && is("count(run:doublegrok_ood_accuracy_ratio:max)", 1)
          && is("count(run:doublegrok_generator_batches:rate1m)", 1);
    });
  }

  @AfterAll
  void close() throws Exception {
    List<AutoCloseable> all = new ArrayList<>();
    Optional.ofNullable(prometheus).ifPresent(all::add);
    Optional.ofNullable(evaluator).ifPresent(all::add);
    Optional.ofNullable(services).ifPresent(all::add);
    for (AutoCloseable each : all) {
      each.close();
    }
  }

  @Test
  void everyQueryOfTheDashboardsHasAnAnswer() throws Exception {
    List<Query> queries = new ArrayList<>();
    for (Dashboard each : Dashboard.all()) {
      each.queries().forEach(query -> queries.add(query.of(RUN, "ood")));
    }
    assertThat(queries).hasSizeGreaterThan(50);
    List<Query> full = queries.stream()
        .filter(each -> !RIGHTLY_EMPTY.containsKey(each.place()))
        .toList();
    assertThat(queries).hasSize(full.size() + RIGHTLY_EMPTY.size());

    assertThat(full).filteredOn(each -> !hasNumber(each.expression())).isEmpty();
    assertThat(queries)
        .filteredOn(each -> RIGHTLY_EMPTY.containsKey(each.place()))
        .allSatisfy(each -> assertThat(samples(each.expression())).isEmpty());
  }

  @Test
  void everyVariableOfTheDashboardsHasAChoice() throws Exception {
    Pattern form = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    List<String> choices = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (Query each : dashboard.variables()) {
        MatchResult parts =
            form.matcher(each.of(RUN, "ood").expression()).results().findFirst().orElseThrow();
        prometheus
            .series(parts.group(1))
            .forEach(series -> choices.add(series.path(parts.group(2)).asText()));
      }
    }
    assertThat(choices).contains(RUN, "id-train", "id-test", "ood", "formerly-id-test");
  }

  @Test
  void everyRuleIsWellAndEveryRecordingHasANumber() {
    List<JsonNode> rules = rules();

    assertThat(rules).hasSizeGreaterThan(15).allSatisfy(rule -> {
      assertThat(rule.get("health").asText()).as(rule.toString()).isEqualTo("ok");
      assertThat(rule.path("lastError").asText()).isEmpty();
    });
    assertThat(rules)
        .filteredOn(rule -> rule.get("type").asText().equals("recording"))
        .hasSizeGreaterThan(5)
        .allSatisfy(rule -> {
          assertThat(hasNumber(rule.get("query").asText())).as(rule.toString()).isTrue();
          assertThat(hasNumber(rule.get("name").asText())).as(rule.toString()).isTrue();
        });
  }

  /** Nothing is wrong with this run; yet each alert asks for what there is. */
  @Test
  void noAlertIsRaisedThoughEverySeriesItAsksForIsThere() {
    List<JsonNode> alerts = rules().stream()
        .filter(rule -> rule.get("type").asText().equals("alerting"))
        .toList();

    assertThat(alerts).hasSizeGreaterThan(8).allSatisfy(rule -> {
      assertThat(samples(rule.get("query").asText())).as(rule.toString()).isEmpty();
      assertThat(METRIC.matcher(rule.get("query").asText()).results())
          .isNotEmpty()
          .allSatisfy(metric -> assertThat(samples(metric.group(1)))
              .as("%s of %s", metric.group(1), rule.get("name"))
              .isNotEmpty());
    });
  }

  @Test
  void whatTheServicesShowIsAsPrometheusAuthorsAsk(@TempDir Path directory) throws Exception {
    Promtool promtool = Promtool.in(directory);

    promtool.acceptsMetrics(metrics(generator.statusUrl().orElseThrow()));
    promtool.acceptsMetrics(metrics(trainer.statusUrl().orElseThrow()));
    promtool.acceptsMetrics(metrics(evaluator.pageUrl().orElseThrow()));
  }

  private List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    await().atMost(WatchedServices.PATIENCE).until(() -> {
      rules.clear();
      prometheus.rules().get("groups").forEach(group -> group.get("rules").forEach(rules::add));
      return rules.stream().noneMatch(each -> each.get("health").asText().equals("unknown"));
    });
    return rules;
  }

  private boolean hasNumber(String expression) {
    return samples(expression).stream().anyMatch(each -> Double.isFinite(number(each)));
  }

  private boolean is(String expression, double value) {
    List<JsonNode> samples = samples(expression);
    return samples.size() == 1 && number(samples.get(0)) == value;
  }

  private List<JsonNode> samples(String expression) {
    return Dashboard.list(prometheus.query(expression, at).get("result"));
  }

  /** Prometheus writes numbers as Go does. */
  private static double number(JsonNode sample) {
    String text = sample.get("value").get(1).asText();
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }

  private String metrics(String url) {
    return services.get(url + "metrics").body();
  }

  private static String authority(String url) {
    return URI.create(url).getAuthority();
  }
}
