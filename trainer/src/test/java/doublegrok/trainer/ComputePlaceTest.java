package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ComputePlaceTest {
  private static final Map<String, String> OVERRIDE = Map.of("NVIDIA_TF32_OVERRIDE", "1");

  @Test
  void onlyOnCudaAndOnlyOverriddenProductsAreTensorFloat32() {
    assertThat(ComputePlace.tensorFloat32(true, OVERRIDE)).isTrue();
    assertThat(ComputePlace.tensorFloat32(true, Map.of())).isFalse();
    assertThat(ComputePlace.tensorFloat32(true, Map.of("NVIDIA_TF32_OVERRIDE", "0")))
        .isFalse();
    assertThat(ComputePlace.tensorFloat32(false, OVERRIDE)).isFalse();
  }

  @Test
  void aCpuIsDescribedAsItIs() {
    ComputeDevice cpu = ComputeDevice.choose(DeviceChoice.CPU);

    assertThat(ComputePlace.of(cpu, OVERRIDE))
        .isEqualTo(new ComputePlace(
            cpu.description(),
            false,
            cpu.multipliesBfloat16(),
            false,
            Runtime.getRuntime().availableProcessors()));
  }
}
