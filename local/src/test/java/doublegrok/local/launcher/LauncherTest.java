package doublegrok.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what the launcher says where the right Java is not there; it never comes to a build. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
  private static final String NEITHER_JAVA_NOR_HOME = "/nonexistent";

  @TempDir
  private Path directory;

  @Test
  void anOlderJavaIsRefusedWithBothVersionsAndTheWayOut() throws Exception {
    Outcome outcome = launch(Map.of("JAVA_HOME", javaThatSays("openjdk version \"11.0.2\"")));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.said()).hasLineCount(1).contains("11").contains("17");
  }

  @Test
  void theVersionsOfOldAreUnderstood() throws Exception {
    Outcome outcome = launch(Map.of("JAVA_HOME", javaThatSays("java version \"1.8.0_402\"")));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.said()).hasLineCount(1).contains("8").contains("17");
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    Outcome outcome = launch(Map.of("JAVA_HOME", NEITHER_JAVA_NOR_HOME));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.said())
        .hasLineCount(1)
        .contains(NEITHER_JAVA_NOR_HOME)
        .contains("JAVA_HOME");
  }

  private String javaThatSays(String version) throws IOException {
    Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho '" + version + "' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return directory.toString();
  }

  private static Outcome launch(Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(
            CHECKOUT.resolve("doublegrok").toString(), "presets")
        .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), said);
  }

  private record Outcome(int exitCode, String said) {}
}
