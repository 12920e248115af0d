package doublegrok.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import doublegrok.model.Precision;
import doublegrok.task.TokenSequences;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All programs train alike, whatever they are written in. */
final class TraineeTest {
  private static final int STEPS = 8;
  private static final ComputeDevice CPU = ComputeDevice.choose(DeviceChoice.CPU);

  @TempDir
  private Path directory;

  private final Shape shape = Shape.of(
      "tiny",
      "demo",
      List.of("optimizer.name=adamw", "model.width=16", "model.heads=2", "batch.sequences=32"));
  private final List<TokenSequences> blocks = shape.blocks(STEPS);

  @Test
  void thePlainProgramHasOurLosses() throws Exception {
    try (Trainee own = Trainee.own(shape, blocks, CPU, Precision.FLOAT32);
        Trainee plain = Trainee.plain(shape, blocks, CPU)) {
      assertSameLosses(plain.steps(STEPS), own.steps(STEPS));
      assertThat(plain.description()).contains("scaled_dot_product_attention", "fused AdamW");
    }
  }

  @Test
  void thePythonScriptHasOurLosses() throws Exception {
    Optional<String> python = PythonProcess.withTorch(Optional.empty());
    assumeTrue(python.isPresent(), "there is no Python with torch and numpy");

    try (Trainee own = Trainee.own(shape, blocks, CPU, Precision.FLOAT32);
        Trainee script = start(python.get())) {
      assertSameLosses(script.steps(STEPS), own.steps(STEPS));
      assertThat(script.description())
          .contains("PyTorch ", "BLAS ", "attention ", "AdamW ", "threads: 1");
    }
  }

  @Test
  void aPythonThatEndsIsQuoted() throws Exception {
    Path failing = Files.writeString(
        directory.resolve("python"), "#!/bin/sh\necho 'no module named torch' >&2\n");
    assertThat(failing.toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(() -> start(failing.toString()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Python ended: no module named torch");
  }

  @Test
  void whatIsNoPythonHasNoTorch() throws Exception {
    assertThat(PythonProcess.withTorch(Optional.of("/nonexistent/python"))).isEmpty();
  }

  private static void assertSameLosses(Trainee.Steps found, Trainee.Steps expected) {
    assertThat(found.losses()).hasSize(STEPS);
    for (int step = 0; step < STEPS; step++) {
      assertThat(found.losses().get(step))
          .as("loss of step %d", step)
          .isCloseTo(expected.losses().get(step), within(1e-4));
    }
    // They learn at all: the answers of a uniform guess lose more.
    assertThat(found.losses().get(STEPS - 1)).isLessThan(found.losses().get(0));
    assertThat(found.millis()).isPositive();
  }

  private Trainee start(String python) throws Exception {
    return PythonProcess.start(python, shape, blocks, CPU, 1, directory);
  }
}
