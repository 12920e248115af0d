package doublegrok.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Prometheus' own judge of its files. */
final class Promtool {
  private static final long SECONDS_MAX = 60;

  private final Path directory;
  private final Path program;

  private Promtool(Path directory, Path program) {
    this.directory = directory;
    this.program = program;
  }

  /** The installed one; without one the test is skipped, and says so. */
  static Promtool in(Path directory) {
    Optional<Path> program = Checkout.program("promtool");
    assumeTrue(program.isPresent(), "promtool is not installed; Debian's prometheus has it");
    return new Promtool(directory, program.orElseThrow());
  }

  /** Passes what it is asked to check, and finds nothing to say of it. */
  void passes(Optional<Path> input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile(directory, "promtool", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    input.ifPresent(file -> builder.redirectInput(file.toFile()));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(process.exitValue()).as(command + ":\n" + read(said)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Finds a text that a service shows to be as Prometheus' authors ask. */
  void acceptsMetrics(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("metrics.txt"), text);
    passes(Optional.of(file), "check", "metrics");
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
