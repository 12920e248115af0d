package doublegrok.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the launcher where a release puts it, with a Java that says what it was given. */
@DisabledOnOs(OS.WINDOWS)
final class ReleaseLauncherTest {
  private static final String JAVA = """
      if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit; fi
      for word; do
        case $word in
          -XX:ArchiveClassesAtExit=*) echo classes >"${word#*=}" ;;
        esac
        printf '<%s>\\n' "$word"
      done
      """;

  @TempDir
  private Path directory;

  private Path release;
  private Map<String, String> environment;

  @BeforeEach
  void unpack() throws IOException {
    release = directory.resolve("a release [1]");
    Files.createDirectories(release.resolve("lib"));
    Path launcher = release.resolve("bin/doublegrok");
    Launch.program(launcher, "");
    Files.writeString(launcher, Files.readString(Launch.LAUNCHER));
    for (String jar : List.of("a-1", "doublegrok-local-1", "pytorch-native-cpu-1-linux-x86_64")) {
      Files.writeString(release.resolve("lib/" + jar + ".jar"), jar);
    }
    Path bin = Launch.program(directory.resolve("jdk/bin/java"), JAVA).getParent();
    machine(bin, "x86_64");
    environment = Map.of(
        "JAVA_HOME", bin.getParent().toString(),
        "PATH", bin + ":/usr/bin:/bin",
        "XDG_CACHE_HOME", directory.resolve("cache").toString());
  }

  @Test
  void itsJarsAreTheClassPathAndNothingElse() throws Exception {
    Launch outcome = launch("presets", "demo");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.said())
        .endsWith("""
            <-cp>
            <LIB/doublegrok-local-1.jar:LIB/a-1.jar:LIB/pytorch-native-cpu-1-linux-x86_64.jar>
            <doublegrok.local.Main>
            <presets>
            <demo>""".replace("LIB", release.toRealPath().resolve("lib").toString()))
        .contains("<-Dai.djl.offline=true>", "<-XX:+UseSerialGC>");
  }

  @Test
  void memoryThatAStepFreesIsKeptUnlessAPersonSaysOtherwise() throws Exception {
    String java =
        "case $1 in -version) %s;; *) echo $MALLOC_TRIM_THRESHOLD_ $MALLOC_TOP_PAD_;; esac"
            .formatted("echo 'openjdk version \"17.0.1\"' >&2");
    Launch.program(directory.resolve("jdk/bin/java"), java);
    Map<String, String> said = new HashMap<>(environment);
    said.putAll(Map.of("MALLOC_TRIM_THRESHOLD_", "", "MALLOC_TOP_PAD_", "7"));

    Launch outcome = Launch.of(release.resolve("bin/doublegrok"), directory, said, "presets");

    assertThat(outcome.said()).isEqualTo("268435456 7");
  }

  @Test
  void aLinkFromAnotherFolderLeadsToIt() throws Exception {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(
        elsewhere.resolve("dg"), Path.of("../a release [1]/bin/doublegrok"));

    Launch outcome = Launch.of(link, elsewhere, environment, "presets");

    assertThat(outcome).isEqualTo(launch("presets"));
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void theFirstDemoKeepsItsClassesInTheCacheAndTheNextTakesThem() throws Exception {
    Launch first = launch("demo");
    List<Path> kept = kept();
    Launch next = launch("demo");

    assertThat(first.said()).startsWith("doublegrok: preparing faster starts");
    assertThat(next.said()).startsWith("<-Xshare:auto>");
    assertThat(kept).hasSize(1).isEqualTo(kept());
    assertThat(next.said()).contains("<-XX:SharedArchiveFile=" + kept.get(0) + ">");
  }

  @Test
  void anotherReleaseInItsPlaceKeepsOthersInsteadThoughItsJarsAreOfTheSameTime() throws Exception {
    launch("demo");
    final List<Path> former = kept();
    Path jar = release.resolve("lib/doublegrok-local-1.jar");
    FileTime time = Files.getLastModifiedTime(jar);
    Files.writeString(jar, "doublegrok-local-2");
    Files.setLastModifiedTime(jar, time);

    launch("demo");

    assertThat(kept()).hasSize(1).isNotEqualTo(former);
  }

  @Test
  void aCacheThatCannotBeWrittenIsDoneWithout() throws Exception {
    Files.writeString(directory.resolve("cache"), "a file");

    Launch outcome = launch("demo");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.said()).startsWith("<-Xshare:auto>").endsWith("<demo>");
  }

  @Test
  void aReleaseForAnotherMachineIsRefused() throws Exception {
    machine(directory.resolve("jdk/bin"), "aarch64");

    Launch outcome = launch("presets");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.said())
        .hasLineCount(1)
        .contains("pytorch-native-cpu-1-linux-x86_64.jar", "(linux-aarch64)");
  }

  @Test
  void aCopyWithoutItsJarsSaysToLinkIt() throws Exception {
    Path copy = directory.resolve("usr/bin/doublegrok");
    Launch.program(copy, "");
    Files.writeString(copy, Files.readString(Launch.LAUNCHER));

    Launch outcome = Launch.of(copy, directory, environment, "presets");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.said()).hasLineCount(1).contains("usr/lib has no jars", "a link");
  }

  private Launch launch(String... words) throws Exception {
    return Launch.of(release.resolve("bin/doublegrok"), directory, environment, words);
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("cache/doublegrok"))) {
      return files.toList();
    }
  }

  private static void machine(Path bin, String processor) throws IOException {
    Launch.program(bin.resolve("uname"), "[ \"$1\" = -s ] && echo Linux || echo " + processor);
  }
}
