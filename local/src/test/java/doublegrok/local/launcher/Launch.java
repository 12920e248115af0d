package doublegrok.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Outcome of one start of a launcher.
 *
 * @param exitCode of the process
 * @param said on both of its streams
 */
record Launch(int exitCode, String said) {
  /** The launcher of this checkout. */
  static final Path LAUNCHER = Path.of("").toAbsolutePath().resolveSibling("doublegrok");

  /** Starts it in a folder and waits for its end. */
  static Launch of(Path launcher, Path folder, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(List.of(words));
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Launch(process.exitValue(), said);
  }

  /** Writes a program, in a folder that need not exist. */
  static Path program(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
