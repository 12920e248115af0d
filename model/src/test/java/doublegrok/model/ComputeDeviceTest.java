package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Tests of which device and how many threads are chosen. */
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

  @Test
  void aThreadKeepsItsNumberWhateverAnotherSets() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      one.submit(() -> ComputeThreads.use(1)).get(); // sets it, and has computed nothing yet
      other.submit(() -> ComputeThreads.use(2)).get();

      assertThat(one.submit(ComputeThreads::current).get()).isEqualTo(1);
      assertThat(other.submit(ComputeThreads::current).get()).isEqualTo(2);
      one.submit(() -> ComputeThreads.use(3)).get();
      assertThat(one.submit(ComputeThreads::current).get()).isEqualTo(3);
      assertThat(other.submit(ComputeThreads::current).get()).isEqualTo(2);
    } finally {
      one.shutdown();
      other.shutdown();
    }
  }

  @Test
  void aPrecisionIsReadAsPeopleWriteIt() {
    assertThat(PrecisionChoice.parse("float32")).isEqualTo(PrecisionChoice.FLOAT32);
    assertThat(PrecisionChoice.parse("BFloat16")).isEqualTo(PrecisionChoice.BFLOAT16);
    assertThat(PrecisionChoice.parse("auto")).isEqualTo(PrecisionChoice.AUTO);
    assertThatThrownBy(() -> PrecisionChoice.parse("half"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--precision must be float32, bfloat16 or auto, was 'half'");
  }
}
