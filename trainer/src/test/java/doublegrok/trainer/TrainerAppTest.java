package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.KafkaSettings;
import doublegrok.model.DeviceChoice;
import doublegrok.trainer.compute.ComputeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TrainerAppTest {
  @TempDir
  private Path directory;

  @Test
  void isCancelledInTimeWhileItWaitsForABrokerThatIsAway() {
    TrainerApp app = start();
    while (!waitsForTopics()) {
      Thread.onSpinWait();
    }

    assertCancelledInTime(app);
  }

  @Test
  void isCancelledInTimeBeforeItHasBegun() {
    assertCancelledInTime(start());
  }

  private void assertCancelledInTime(TrainerApp app) {
    long begun = System.nanoTime();
    app.close();
    app.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    assertThat(app.result()).isCancelled();
    assertThat(directory).isEmptyDirectory();
  }

  private TrainerApp start() {
    return TrainerApp.start(new TrainerSettings(
        new KafkaSettings("127.0.0.1:1", 1, Map.of()),
        Given.RUN,
        directory,
        ComputeSettings.on(DeviceChoice.CPU, 1),
        OptionalLong.empty(),
        false));
  }

  private static boolean waitsForTopics() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> each.getKey().getName().equals("trainer-" + Given.RUN))
        .filter(each -> each.getKey().getState() == Thread.State.TIMED_WAITING)
        .anyMatch(each -> Arrays.stream(each.getValue())
            .anyMatch(frame -> frame.getMethodName().equals("ensureTopics")));
  }
}
