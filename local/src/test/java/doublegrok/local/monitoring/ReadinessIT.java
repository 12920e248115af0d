package doublegrok.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.generator.GeneratorApp;
import doublegrok.local.pipeline.EvaluatorWithViewer;
import doublegrok.log.KafkaSettings;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpecs;
import doublegrok.trainer.TrainerApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what services say of themselves before, during and after a run, and after a restart. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReadinessIT {
  private static final String RUN = "smoke";
  private static final double END = 300;

  @TempDir
  private Path directory;

  @Test
  void theTrainerIsReadyOnceItsRunIsOpenedAndNoLongerThanItTrains() throws Exception {
    try (WatchedServices services = new WatchedServices(directory)) {
      TrainerApp trainer = services.trainer(RUN, 0);
      String url = trainer.statusUrl().orElseThrow();

      assertThat(services.get(url + "readyz").statusCode()).isEqualTo(503);
      assertThat(services.get(url + "readyz").body())
          .isEqualTo("{\"ready\":false,\"reason\":\"run 'smoke' is being opened\"}");
      startRun(services);
      services.awaitReady(url); // it waits for data: there is no generator yet
      assertThat(services.get(url + "metrics").body())
          .contains("doublegrok_trainer_activity{run=\"smoke\",activity=\"opening\",} 0.0");

      GeneratorApp generator = services.generator();
      services.awaitReady(generator.statusUrl().orElseThrow());
      trainer.result().get(WatchedServices.PATIENCE.toSeconds(), TimeUnit.SECONDS);

      await().atMost(WatchedServices.PATIENCE).untilAsserted(() -> {
        assertThat(services.get(url + "readyz").statusCode()).isEqualTo(503);
        assertThat(services.get(url + "readyz").body()).contains("has ended");
      });
      assertThat(services.get(url + "healthz").statusCode()).isEqualTo(200);
    }
  }

  /** A stranger who calls his consumer group as that part is called keeps it out. */
  @Test
  void aGeneratorIsNotReadyWithoutItsPartForSweeps() {
    try (WatchedServices services = new WatchedServices(directory);
        KafkaConsumer<String, byte[]> stranger = services.memberOf(KafkaSettings.SWEEPS_GROUP)) {
      String url = services.generator().statusUrl().orElseThrow();

      await().atMost(WatchedServices.PATIENCE).untilAsserted(() -> {
        assertThat(stranger.poll(Duration.ZERO)).isEmpty();
        assertThat(services.get(url + "readyz").statusCode()).isEqualTo(503);
        assertThat(services.get(url + "readyz").body())
            .contains("the generator's part for sweeps has failed");
      });
    }
  }

  /** One with its old state, and one that knows nothing yet: ready, they must know all. */
  @Test
  void anEvaluatorThatStartsAgainShowsTheSameRunAsSoonAsItIsReady() throws Exception {
    try (WatchedServices services = new WatchedServices(directory)) {
      startRun(services);
      services.generator();
      Map<String, Double> before = trainAndEvaluate(services);

      for (String state : List.of("evaluator", "another-evaluator")) {
        try (EvaluatorWithViewer again = services.evaluator(state)) {
          String url = again.pageUrl().orElseThrow();
          services.awaitReady(url);

          assertThat(gauges(services, url)).as(state).isEqualTo(before);
        }
      }
    }
  }

  private static Map<String, Double> trainAndEvaluate(WatchedServices services) throws Exception {
    try (EvaluatorWithViewer first = services.evaluator("evaluator")) {
      String url = first.pageUrl().orElseThrow();
      TrainerApp trainer = services.trainer(RUN, 0);
      trainer.result().get(WatchedServices.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      await()
          .atMost(WatchedServices.PATIENCE)
          .untilAsserted(() -> assertThat(gauges(services, url))
              .containsEntry("doublegrok_last_evaluated_step{run=\"smoke\",}", END)
              .containsKey("doublegrok_accuracy_ratio{run=\"smoke\",set=\"formerly-id-test\",}")
              .containsEntry("doublegrok_run_state{run=\"smoke\",state=\"finished\",}", 1.0)
              // What the evaluator itself finds out comes last.
              .containsKey(
                  "doublegrok_run_transition_step{run=\"smoke\",transition=\"formerly-ID-loss\",}")
              .containsEntry("doublegrok_run_swap_step{run=\"smoke\",}", 201.0));
      return gauges(services, url);
    }
  }

  private static void startRun(WatchedServices services) {
    services.startRun(
        RUN, RunSpecs.builtIn().parse(Presets.text("smoke"), "preset smoke", List.of()));
  }

  /** What is known of the run, as opposed to what the process does. */
  private static Map<String, Double> gauges(WatchedServices services, String url) {
    Map<String, Double> gauges = new TreeMap<>();
    services
        .get(url + "metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("doublegrok_") && line.contains("run=\""))
        .forEach(line -> {
          int end = line.lastIndexOf(' ');
          gauges.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
        });
    return gauges;
  }
}
