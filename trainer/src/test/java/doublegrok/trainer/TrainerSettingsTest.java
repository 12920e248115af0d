package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.log.KafkaSettings;
import doublegrok.model.DeviceChoice;
import doublegrok.trainer.compute.ComputeSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainerSettingsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1024})
  void aTrainerHasOneToAThousandThreads(int threads) {
    assertThat(settings("a", threads, OptionalLong.empty()).compute().threads()).hasValue(threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1025})
  void otherNumbersOfThreadsAreRefused(int threads) {
    assertThatThrownBy(() -> settings("a", threads, OptionalLong.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--threads must be 1..1024, was " + threads);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0})
  void thereIsNothingToTrainUntilStepZero(long step) {
    assertThatThrownBy(() -> settings("a", 1, OptionalLong.of(step)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--until-step must be at least 1, was " + step);
  }

  @Test
  void theRunsNameIsChecked() {
    assertThatThrownBy(() -> settings("../a", 1, OptionalLong.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'../a'");
  }

  @Test
  void whatIsLoggedAtTheStartShowsNoSecret() {
    assertThat(settings("a", 1, OptionalLong.empty()).toString())
        .contains("here:9092")
        .doesNotContain("tiger");
  }

  private static TrainerSettings settings(String run, int threads, OptionalLong untilStep) {
    return new TrainerSettings(
        new KafkaSettings("here:9092", 1, Map.of("sasl.jaas.config", "tiger")),
        run,
        Path.of("checkpoints"),
        ComputeSettings.on(DeviceChoice.CPU, threads),
        untilStep,
        false);
  }
}
