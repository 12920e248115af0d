package doublegrok.trainer.compute;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HardwareTest {
  private static final Map<String, String> OVERRIDE = Map.of("NVIDIA_TF32_OVERRIDE", "1");

  @Test
  void onlyOnCudaAndOnlyOverriddenProductsAreTensorFloat32() {
    assertThat(Hardware.tensorFloat32(true, OVERRIDE)).isTrue();
    assertThat(Hardware.tensorFloat32(true, Map.of())).isFalse();
    assertThat(Hardware.tensorFloat32(true, Map.of("NVIDIA_TF32_OVERRIDE", "0")))
        .isFalse();
    assertThat(Hardware.tensorFloat32(false, OVERRIDE)).isFalse();
  }

  @Test
  void aCpuIsDescribedAsItIs() {
    ComputeDevice cpu = ComputeDevice.choose(DeviceChoice.CPU);

    assertThat(Hardware.of(cpu, OVERRIDE))
        .isEqualTo(new Hardware(
            cpu.description(),
            false,
            cpu.multipliesBfloat16(),
            false,
            Runtime.getRuntime().availableProcessors()));
  }
}
