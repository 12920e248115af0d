package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of a short run as the JVM keeps them, made before the first process starts: one that
 * need not read and check them again starts with half of the work, as it does from the launcher.
 */
final class ClassArchive {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path FILE = make();

  private ClassArchive() {}

  /** The options of a JVM that uses it; one that cannot does without. */
  static List<String> options() {
    return List.of(
        "-XX:SharedArchiveFile=" + FILE, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }

  private static Path make() {
    String[] run = {"demo", "--preset", "smoke", "--until-step", "20", "--port", "0"};
    try {
      Path directory = Files.createTempDirectory(TARGET, "class-archive");
      Path file = directory.resolve("classes.jsa");
      List<String> making = List.of("-XX:ArchiveClassesAtExit=" + file);
      try (CommandLineProcess process = CommandLineProcess.start(making, directory, run)) {
        assertThat(process.exitCode()).as(process.err()).isZero();
      }
      return file;
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException("no archive of classes was made", failure);
    }
  }
}
