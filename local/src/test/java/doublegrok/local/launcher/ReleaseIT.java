package doublegrok.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of the jars of a release, laid out as its archive does: it runs from a folder of its own,
 * with neither a checkout nor Maven's repository in sight.
 */
@DisabledOnOs(OS.WINDOWS)
final class ReleaseIT {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  @TempDir
  private Path directory;

  private Path lib;
  private Path link;

  @BeforeEach
  void layOut() throws IOException {
    Path release = directory.resolve("some where/doublegrok");
    lib = Files.createDirectories(release.resolve("lib"));
    try (Stream<Path> own = Files.list(TARGET)) {
      own.filter(file -> file.getFileName().toString().matches("doublegrok-local-.*\\.jar"))
          .forEach(this::put);
    }
    String jars = Files.readString(TARGET.resolve("classpath")).strip();
    Stream.of(jars.split(File.pathSeparator, -1)).map(Path::of).forEach(this::put);
    Path launcher = release.resolve("bin/doublegrok");
    Launch.program(launcher, "");
    Files.writeString(launcher, Files.readString(Launch.LAUNCHER));
    link = Files.createSymbolicLink(directory.resolve("link"), launcher);
  }

  @Test
  void everyJarIsThereUnderItsOwnNameAndNoneOfTheBench() throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.list(lib)) {
      names = files.map(file -> file.getFileName().toString()).toList();
    }

    assertThat(names)
        .hasSizeGreaterThan(50)
        .anyMatch(name -> name.startsWith("doublegrok-trainer-"))
        .anyMatch(name -> name.startsWith("pytorch-native-"))
        .noneMatch(name -> name.matches("(doublegrok-bench|jmh-|kafka-tools-\\d|junit|assertj).*"));
  }

  @Test
  void itRunsThroughALinkWithoutHomeAndSaysWhereTheBenchIs() throws Exception {
    Launch version = launch("--version");
    Launch bench = launch("bench", "--quick");

    assertThat(version.exitCode()).as(version.said()).isZero();
    assertThat(version.said()).startsWith("doublegrok 0.");
    assertThat(bench.exitCode()).isEqualTo(1);
    assertThat(bench.said()).hasLineCount(1).contains("releases and images are without it");
  }

  private Launch launch(String... words) throws Exception {
    Map<String, String> bare = Map.of(
        "JAVA_HOME",
        System.getProperty("java.home"),
        "PATH",
        "/usr/bin:/bin",
        "HOME",
        directory.resolve("nobody").toString(),
        "JAVA_OPTS",
        "-XX:TieredStopAtLevel=1");
    return Launch.of(link, directory, bare, words);
  }

  private void put(Path jar) {
    try {
      Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
    } catch (IOException failure) {
      throw new UncheckedIOException("two jars of one name: " + jar, failure);
    }
  }
}
