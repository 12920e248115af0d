package doublegrok.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
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

  /** Whoever holds the lock may be no build: its number may have been given to another process. */
  @Test
  void aLockIsNamedAndNotWaitedForWithoutEnd() throws Exception {
    Path checkout = Files.createDirectory(directory.resolve("checkout"));
    String script = Files.readString(Launch.LAUNCHER);
    assertThat(script).contains("LOCK_SECONDS=900");
    Path launcher = checkout.resolve("doublegrok");
    Files.writeString(launcher, script.replace("LOCK_SECONDS=900", "LOCK_SECONDS=4"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Files.writeString(checkout.resolve("pom.xml"), "");
    Path lock = Files.createDirectories(checkout.resolve("target/launcher.lock"));
    Files.writeString(lock.resolve("pid"), Long.toString(ProcessHandle.current().pid()));

    Launch outcome = Launch.of(launcher, directory, Map.of(), "presets");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.said())
        .contains("process " + ProcessHandle.current().pid())
        .contains("delete the folder " + lock);
    assertThat(lock).exists();
  }

  /** Maven would leave it: the page of two versions at once shows nothing. */
  @Test
  void whatAnEarlierVersionHadIsNotBuiltIntoANewerOne() throws Exception {
    Path checkout = Files.createDirectory(directory.resolve("checkout"));
    Path launcher = Files.copy(Launch.LAUNCHER, checkout.resolve("doublegrok"));
    Files.writeString(checkout.resolve("pom.xml"), "");
    Files.writeString(checkout.resolve("mvnw"), "echo '[ERROR] as far as the build'; exit 1");
    Path moved = checkout.resolve("evaluator/target/classes/page/moved-since.js");
    Files.createDirectories(moved.getParent());
    Files.writeString(moved, "");

    Launch outcome = Launch.of(launcher, directory, Map.of(), "presets");

    assertThat(outcome.said()).contains("as far as the build");
    assertThat(moved).doesNotExist();
  }

  /** The locale of C knows no names of files with other letters. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void inTheLocaleOfCJavaIsGivenAnotherEncoding() throws Exception {
    Path launcher = emptyRelease();
    Launch.program(
        directory.resolve("bin/java"),
        "[ \"$1\" = -version ] && echo 'openjdk version \"17\"' >&2 || echo \"LC_ALL=$LC_ALL\"");

    Launch outcome = Launch.of(
        launcher, directory, Map.of("JAVA_HOME", directory.toString(), "LC_ALL", "C"), "presets");

    assertThat(outcome.said()).contains("LC_ALL=C.UTF-8");
  }

  /** Progress is a block that is written over; where it has no room it would flood the screen. */
  @ParameterizedTest
  @CsvSource({"8, false", "13, false", "14, true", "40, true"})
  @EnabledOnOs(OS.LINUX)
  void onlyATerminalWithRoomForItShowsProgressAsABlock(int rows, boolean expected)
      throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script, which makes terminals");
    Launch.program(
        directory.resolve("bin/java"),
        "[ \"$1\" = -version ] && echo 'openjdk version \"17\"' >&2 || echo \"$@\"");
    String inside = "stty rows %d; '%s' presets".formatted(rows, emptyRelease());

    Launch outcome = Launch.of(
        Path.of("/usr/bin/script"),
        directory,
        Map.of("JAVA_HOME", directory.toString(), "TERM", "xterm"),
        "-qec",
        inside,
        "/dev/null");

    assertThat(outcome.said().contains("doublegrok.local.Main presets")).isTrue();
    assertThat(outcome.said().contains("-Ddoublegrok.terminal=true")).isEqualTo(expected);
  }

  private Path emptyRelease() throws IOException {
    Path release = Files.createDirectories(directory.resolve("release"));
    for (String jar : List.of("doublegrok-local-1.jar", "pytorch-native-cpu-1-ANY.jar")) {
      String platform = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
      Path file = release.resolve("lib/" + jar.replace("ANY", "linux-" + platform));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
    return Files.copy(
        Launch.LAUNCHER, Files.createDirectory(release.resolve("bin")).resolve("doublegrok"));
  }

  private String javaThatSays(String version) throws IOException {
    Launch.program(directory.resolve("bin/java"), "echo '" + version + "' >&2");
    return directory.toString();
  }

  private Launch launch(Map<String, String> environment) throws Exception {
    return Launch.of(Launch.LAUNCHER, directory, environment, "presets");
  }
}
