package doublegrok.local.containers;

import static doublegrok.local.containers.ExampleRuns.END;
import static doublegrok.local.containers.ExampleRuns.PATIENCE;
import static doublegrok.local.containers.ExampleRuns.range;
import static doublegrok.local.containers.ExampleRuns.setsAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.local.endtoend.RunLog;
import doublegrok.record.EventKind;
import doublegrok.spec.RunSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The services as containers: what happens to one of them does not change the run. */
@Testcontainers(disabledWithoutDocker = true)
@TestInstance(Lifecycle.PER_CLASS)
final class ServicesInContainersIT {
  private static final long DISTURBED_AFTER = 20;
  private static final Duration CUT = Duration.ofSeconds(15);

  private PipelineContainers containers;
  private ExampleRuns runs;
  private RunLog peace;
  private RunLog killed;
  private RunLog cut;
  private boolean waited;

  /** All at the same time: containers mostly wait. */
  @BeforeAll
  void trainARunInPeaceAndTwoDisturbed() throws Exception {
    Images.stage();
    containers = new PipelineContainers();
    containers.start();
    runs = new ExampleRuns(containers.kafka());
    GenericContainer<?> first = train("cut", ExampleRuns.slowSpec());
    GenericContainer<?> second = train("killed", ExampleRuns.slowSpec());
    GenericContainer<?> third = train("peace", ExampleRuns.spec());

    awaitStep("cut", DISTURBED_AFTER, first);
    containers.cutOff(first);
    Instant cutAt = Instant.now();
    awaitStep("killed", DISTURBED_AFTER, second);
    containers.killAndRestart(second);
    await().atMost(PATIENCE).until(() -> Instant.now().isAfter(cutAt.plus(CUT)));
    waited = containers.running(first) && runs.step("cut") < END;
    containers.connect(first);

    cut = awaitEnd("cut", first);
    killed = awaitEnd("killed", second);
    peace = awaitEnd("peace", third);
  }

  @AfterAll
  void close() {
    if (containers != null) {
      containers.close();
    }
  }

  @Test
  void aRunIsTrainedAndEvaluatedToItsEnd() {
    assertThat(peace.batchIndices()).isEqualTo(range(0, END));
    assertThat(peace.stepNumbers()).isEqualTo(range(1, END + 1));
    assertThat(peace.checkpointSteps()).isEqualTo(ExampleRuns.CHECKPOINTS);
    assertThat(setsAt(peace, 0)).isEqualTo(ExampleRuns.SETS);
    assertThat(setsAt(peace, END)).isEqualTo(ExampleRuns.SETS_AFTER_SWAP);
    assertThat(peace.eventKinds()).contains(EventKind.STARTED, EventKind.FINISHED);
  }

  @Test
  void prometheusHasWhatTheLogHas() {
    PrometheusAnswers prometheus = new PrometheusAnswers(containers.prometheusUrl());

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(prometheus.value("doublegrok_run_step{run=\"peace\"}")).hasValue(END));
    assertThat(prometheus.value("doublegrok_loss_nats{run=\"peace\"}"))
        .hasValue(peace.losses().get((int) END - 1));
    assertThat(prometheus.value("up{job=\"doublegrok-generator\"}")).hasValue(1);
    assertThat(prometheus.value("up{job=\"doublegrok-evaluator\"}")).hasValue(1);
    assertThat(prometheus.value("up{job=\"doublegrok-viewer\"}")).hasValue(1);
    assertThat(prometheus.value("max_over_time(up{job=\"doublegrok-trainer\"}[1h])"))
        .hasValue(1);
  }

  @Test
  void aKilledTrainerThatIsStartedAgainEndsWithTheSameBytes() {
    assertSameBytes(killed);
    assertThat(killed.eventKinds()).contains(EventKind.RESUMED);
  }

  @Test
  void aTrainerThatIsCutOffFromTheBrokerWaitsAndEndsWithTheSameBytes() {
    assertThat(waited).as("the trainer is there, and not at its end").isTrue();
    assertSameBytes(cut);
    assertThat(cut.eventKinds()).doesNotContain(EventKind.RESUMED, EventKind.FAILED);
  }

  @Test
  void aServiceHasNoRightsThatItDoesNotNeed() throws Exception {
    for (GenericContainer<?> each :
        List.of(containers.generator(), containers.evaluator(), containers.viewer())) {
      assertThat(each.execInContainer("bash", "-c", "echo $UID").getStdout()).isEqualTo("10001\n");
      assertThat(each.execInContainer("bash", "-c", ">/opt/doublegrok/lib/x").getStderr())
          .contains("Read-only file system");
      assertThat(each.execInContainer("cat", "/proc/1/status").getStdout())
          .containsPattern("CapEff:\\s+0+\n");
    }
  }

  @Test
  void theHealthCheckSeesWhetherAServiceIsReady() throws Exception {
    assertThat(ready(containers.evaluator(), "8642")).isZero();
    assertThat(ready(containers.evaluator(), "8642 /nowhere")).isNotZero();
    assertThat(ready(containers.evaluator(), "8641")).isNotZero();
    assertThat(ready(containers.viewer(), "8642")).isZero();
    assertThat(ready(containers.generator(), "8643")).isZero();
  }

  @Test
  void theViewerNeedsNeitherDjlNorPyTorch() throws Exception {
    String jars =
        containers.viewer().execInContainer("ls", "/opt/doublegrok/lib").getStdout();
    assertThat(jars).contains("doublegrok-viewer").doesNotContain("pytorch").doesNotContain("djl");
    assertThat(containers.viewer().execInContainer("ls", "/opt/doublegrok").getStdout())
        .isEqualTo("lib\nready\n");
  }

  private static int ready(GenericContainer<?> container, String arguments) throws Exception {
    String command = "/opt/doublegrok/ready " + arguments;
    return container.execInContainer("bash", "-c", command).getExitCode();
  }

  private GenericContainer<?> train(String run, RunSpec spec) {
    runs.start(run, spec);
    return containers.trainer(run);
  }

  private void awaitStep(String run, long step, GenericContainer<?> trainer) {
    await().atMost(PATIENCE).until(() -> runs.step(run) >= step || !containers.running(trainer));
    assertThat(containers.running(trainer)).as(trainer.getLogs()).isTrue();
  }

  private RunLog awaitEnd(String run, GenericContainer<?> trainer) {
    await().atMost(PATIENCE).until(() -> !containers.running(trainer));
    assertThat(containers.exitCode(trainer)).as(trainer.getLogs()).isZero();
    await().atMost(PATIENCE).until(() -> runs.evaluated(run));
    return runs.log(run);
  }

  private void assertSameBytes(RunLog log) {
    assertThat(log.batchIndices()).isEqualTo(range(0, END));
    assertThat(log.latestSteps()).isEqualTo(peace.latestSteps());
    assertThat(log.lastCheckpoint().getStep()).isEqualTo(END);
    assertThat(log.lastCheckpoint().getWeights())
        .isEqualTo(peace.lastCheckpoint().getWeights());
    assertThat(log.lastCheckpoint().getOptimizer())
        .isEqualTo(peace.lastCheckpoint().getOptimizer());
    assertThat(log.evaluatedSteps()).isEqualTo(peace.evaluatedSteps());
    assertThat(runs.rejected()).isEmpty();
  }
}
