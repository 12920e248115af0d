package doublegrok.trainer.compute;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.ModelState;
import doublegrok.model.Precision;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.trainer.compute.StepTimes.Way;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StepTrialTest {
  private static final ComputeDevice CPU = ComputeDevice.choose(DeviceChoice.CPU);

  @Test
  void everyWayIsMeasuredAndTheStateStays() {
    RunSpec spec = RunSpecs.builtIn()
        .parse(Presets.text("smoke"), "smoke", List.of("model.layers=1", "batch.sequences=4"));
    ModelState before = state(spec);
    StepTrial trial = new StepTrial(spec, before, CPU);

    List<Double> millis = trial.millis(List.of(
        new Way(2, Precision.FLOAT32),
        new Way(1, Precision.FLOAT32),
        new Way(1, Precision.BFLOAT16)));

    assertThat(millis).hasSize(3).allMatch(each -> each > 0);
    assertThat(before).isEqualTo(state(spec));
    assertThat(ComputeThreads.current()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"smoke", "demo"})
  void aSmallRunIsMeasuredOnBatchesOfItsOwnSize(String preset) {
    RunSpec spec = RunSpecs.builtIn().parse(Presets.text(preset), preset, List.of());
    SequenceLayout layout = spec.family().layout(spec.distribution());

    TokenSequences block = TokenSequences.of(trial(spec).sequences());

    assertThat(block.count()).isEqualTo(spec.sequences());
    assertThat(block.layout()).isEqualTo(layout);
    assertThat(block.bytes()).containsAnyOf((byte) (layout.vocabulary() - 1));
    for (byte token : block.bytes()) {
      assertThat(token).isBetween((byte) 0, (byte) (layout.vocabulary() - 1));
    }
  }

  @Test
  void aLargeRunIsMeasuredOnFewSequences() {
    RunSpec spec = RunSpecs.builtIn().parse(Presets.text("he2024"), "he2024", List.of());

    TokenSequences block = TokenSequences.of(trial(spec).sequences());

    assertThat(spec.sequences()).isEqualTo(1024);
    assertThat(block.count()).isBetween(1, 4);
    assertThat(block.layout().length()).isEqualTo(96);
  }

  private static StepTrial trial(RunSpec spec) {
    return new StepTrial(spec, state(spec), CPU);
  }

  private static ModelState state(RunSpec spec) {
    return ModelState.initial(spec.model(), spec.optimizer(), spec.seed());
  }
}
