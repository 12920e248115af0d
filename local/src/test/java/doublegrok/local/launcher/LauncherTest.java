package doublegrok.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of what the launcher says where machine or Java is not the right one: before a build. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  private static final String NEITHER_JAVA_NOR_HOME = "/nonexistent";

  @TempDir
  private Path directory;

  @Test
  void anOlderJavaIsRefusedWithBothVersionsAndTheWayOut() throws Exception {
    Launch outcome = launch(Map.of("JAVA_HOME", javaThatSays("openjdk version \"11.0.2\"")));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.said()).hasLineCount(1).contains("11").contains("17");
  }

  @Test
  void theVersionsOfOldAreUnderstood() throws Exception {
    Launch outcome = launch(Map.of("JAVA_HOME", javaThatSays("java version \"1.8.0_402\"")));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.said()).hasLineCount(1).contains("8").contains("17");
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    Launch outcome = launch(Map.of("JAVA_HOME", NEITHER_JAVA_NOR_HOME));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.said())
        .hasLineCount(1)
        .contains(NEITHER_JAVA_NOR_HOME)
        .contains("JAVA_HOME");
  }

  @ParameterizedTest
  @CsvSource({"MINGW64_NT-10.0, x86_64, WSL 2", "Darwin, x86_64, Darwin on x86_64"})
  void aMachineThatItCannotRunOnIsToldTheWayOut(String system, String processor, String named)
      throws Exception {
    Path machine = Launch.program(
        directory.resolve("machine/uname"),
        "[ \"$1\" = -s ] && echo '%s' || echo '%s'".formatted(system, processor));
    String path = machine.getParent() + File.pathSeparator + System.getenv("PATH");

    Launch outcome = launch(Map.of("PATH", path));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.said()).hasLineCount(1).contains(named, "Docker");
  }

  private String javaThatSays(String version) throws IOException {
    Launch.program(directory.resolve("bin/java"), "echo '" + version + "' >&2");
    return directory.toString();
  }

  private Launch launch(Map<String, String> environment) throws Exception {
    return Launch.of(Launch.LAUNCHER, directory, environment, "presets");
  }
}
