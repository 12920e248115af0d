package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.log.Topics;
import doublegrok.record.StepReport;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerMetricsTest {
  private static final StepReport REPORT = StepReport.newBuilder()
      .setRun("a")
      .setStep(1)
      .setDistributionVersion(0)
      .setLoss(2)
      .setLearningRate(.1)
      .setGradientNorm(1)
      .setStepSeconds(.01)
      .setWaitSeconds(0)
      .setTokens(36)
      .setFinishedAtMillis(Instant.EPOCH)
      .build();

  @TempDir
  private Path directory;

  @Test
  void tellsWhatTheReportsTell() throws InterruptedException {
    LoopDriver driver = new LoopDriver(directory);

    driver.train(RunOpening.start(Given.SPEC), 7, LoopDriver.batches(0, 7));

    List<StepReport> reports = driver.log.published(Topics.STEPS);
    StepReport last = reports.get(6);
    assertThat(sample(driver, "steps_total")).isEqualTo(7);
    assertThat(sample(driver, "step_seconds_count")).isEqualTo(7);
    assertThat(sample(driver, "step_seconds_sum"))
        .isCloseTo(reports.stream().mapToDouble(StepReport::getStepSeconds).sum(), within(1e-9));
    assertThat(sample(driver, "tokens_total"))
        .isEqualTo(reports.stream().mapToDouble(StepReport::getTokens).sum());
    assertThat(sample(driver, "loss_nats")).isEqualTo(last.getLoss());
    assertThat(sample(driver, "gradient_norm")).isEqualTo(last.getGradientNorm());
    assertThat(sample(driver, "learning_rate")).isEqualTo(last.getLearningRate());
    assertThat(sample(driver, "step")).isEqualTo(7);
    assertThat(sample(driver, "steps_left")).isZero();
    assertThat(sample(driver, "checkpoint_step")).isEqualTo(7);
    assertThat(sample(driver, "checkpoint_timestamp_seconds"))
        .isEqualTo(Given.CLOCK.millis() / 1e3);
    assertThat(sample(driver, "checkpoint_failures_total")).isZero();
    assertThat(sample(driver, "transaction_seconds_count")).isPositive();
    assertThat(sample(driver, "publish_queue_records")).isZero();
  }

  @Test
  void saysHowFarTheEndIs() throws InterruptedException {
    LoopDriver driver = new LoopDriver(directory);

    driver.train(RunOpening.start(Given.SPEC), 20, LoopDriver.batches(0, 7));

    assertThat(sample(driver, "steps_left")).isEqualTo(13);
  }

  @Test
  void countsCheckpointsThatCannotBeWritten() throws InterruptedException {
    LoopDriver driver = new LoopDriver(directory);
    driver.beforeStoring = number -> {
      if (number == 6) { // the optimizer's file of the second checkpoint
        HookedStore.breakIn(directory);
      } else if (number == 7) {
        HookedStore.mendIn(directory);
      }
    };

    driver.train(RunOpening.start(Given.SPEC), 7, LoopDriver.batches(0, 7));

    assertThat(sample(driver, "checkpoint_failures_total")).isEqualTo(1);
    assertThat(sample(driver, "checkpoint_step")).isEqualTo(7);
  }

  @Test
  void showsNoNumberBeforeThereIsOne() {
    LoopDriver driver = new LoopDriver(directory);

    assertThat(sample(driver, "loss_nats")).isNull();
    assertThat(sample(driver, "checkpoint_step")).isNull();
    assertThat(sample(driver, "steps_total")).isZero();
    assertThat(activity(driver, "activity", "opening")).isEqualTo(1);
    assertThat(activity(driver, "activity", "waiting")).isZero();
  }

  @Test
  void saysWhatTheTimeWentTo() throws InterruptedException {
    LoopDriver driver = new LoopDriver(directory);

    driver.train(RunOpening.start(Given.SPEC), 7, LoopDriver.batches(0, 7));

    assertThat(activity(driver, "activity_seconds_total", "training"))
        .isGreaterThanOrEqualTo(sample(driver, "step_seconds_sum"));
    assertThat(activity(driver, "activity_seconds_total", "checkpointing")).isPositive();
    assertThat(activity(driver, "activity_seconds_total", "paused")).isZero();
  }

  @Test
  void runsThatFollowEachOtherAreShownOneAtATimeEachFromZero() {
    CollectorRegistry registry = new CollectorRegistry();
    TrainerMetricFamilies families = new TrainerMetricFamilies(registry);
    for (String run : List.of("a", "b", "a")) {
      try (TrainerMetrics metrics = families.open(run, progress(run))) {
        assertThat(steps(registry, run)).isZero();
        metrics.stepped(REPORT);

        assertThat(steps(registry, run)).isEqualTo(1);
        assertThat(runsShown(registry)).containsExactly(run);
      }
      assertThat(runsShown(registry)).isEmpty();
    }
  }

  @Test
  void aRunThatIsTakenOverIsShownUntilItsLastTrainerIsClosed() {
    CollectorRegistry registry = new CollectorRegistry();
    TrainerMetricFamilies families = new TrainerMetricFamilies(registry);
    Progress later = progress("a");
    TrainerMetrics first = families.open("a", progress("a"));
    TrainerMetrics second = families.open("a", later);
    later.turnTo(Activity.TRAINING);
    first.stepped(REPORT);
    second.stepped(REPORT);

    first.close();
    first.close();

    assertThat(steps(registry, "a")).isEqualTo(2);
    assertThat(registry.getSampleValue(
            "doublegrok_trainer_activity",
            new String[] {"run", "activity"},
            new String[] {"a", "training"}))
        .isEqualTo(1);
    second.close();
    assertThat(runsShown(registry)).isEmpty();
  }

  @Test
  void whatATrainerDoesThatIsLeftBehindIsNotShown() {
    CollectorRegistry registry = new CollectorRegistry();
    TrainerMetrics metrics = Given.metrics(registry);
    metrics.close();

    metrics.stepped(REPORT);
    metrics.at(3, 9);
    metrics.checkpointed(3, Instant.EPOCH);

    assertThat(runsShown(registry)).isEmpty();
  }

  private static Progress progress(String run) {
    return new Progress(run, System::nanoTime);
  }

  private static Double steps(CollectorRegistry registry, String run) {
    return registry.getSampleValue(
        "doublegrok_trainer_steps_total", new String[] {"run"}, new String[] {run});
  }

  private static Set<String> runsShown(CollectorRegistry registry) {
    return Collections.list(registry.metricFamilySamples()).stream()
        .flatMap(family -> family.samples.stream())
        .filter(sample -> sample.labelNames.contains("run"))
        .map(sample -> sample.labelValues.get(sample.labelNames.indexOf("run")))
        .collect(Collectors.toSet());
  }

  private static Double sample(LoopDriver driver, String name) {
    return driver.registry.getSampleValue(
        "doublegrok_trainer_" + name, new String[] {"run"}, new String[] {Given.RUN});
  }

  private static Double activity(LoopDriver driver, String name, String activity) {
    return driver.registry.getSampleValue(
        "doublegrok_trainer_" + name,
        new String[] {"run", "activity"},
        new String[] {Given.RUN, activity});
  }
}
