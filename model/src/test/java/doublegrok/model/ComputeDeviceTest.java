package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;

/** Which device and how many threads. */
final class ComputeDeviceTest {
  @Test
  void theChoiceIsReadFromText() {
    assertThat(DeviceChoice.parse("cuda")).isEqualTo(DeviceChoice.CUDA);
    assertThat(DeviceChoice.parse("Auto")).isEqualTo(DeviceChoice.AUTO);
    assertThatThrownBy(() -> DeviceChoice.parse("gpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("device must be cpu, cuda or auto, was 'gpu'");
  }

  @Test
  void cudaThatIsNotThereIsRefusedWithTheWayOut() {
    String automatic = ComputeDevice.choose(DeviceChoice.AUTO).description();
    assumeFalse(automatic.startsWith("cuda"), "this machine has CUDA: " + automatic);

    assertThat(automatic).isEqualTo("cpu, PyTorch 2.5.1");
    assertThatThrownBy(() -> ComputeDevice.choose(DeviceChoice.CUDA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("build with -Pcuda");
  }

  @Test
  void theNumberOfThreadsIsSetAndReported() {
    int before = ComputeThreads.current();

    ComputeThreads.use(1);
    assertThat(ComputeThreads.current()).isEqualTo(1);

    ComputeThreads.use(before);
    assertThatThrownBy(() -> ComputeThreads.use(0)).hasMessage("threads must be at least 1, was 0");
  }
}
