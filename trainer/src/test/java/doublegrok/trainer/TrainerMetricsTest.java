package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.log.Topics;
import doublegrok.record.StepReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerMetricsTest {
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
