package doublegrok.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for what nobody keeps: gone once it is closed, or this process is stopped. Then the
 * processes that were started meanwhile are stopped too.
 */
public final class Scratch implements AutoCloseable {
  private final Path directory;
  private final Thread whenStopped = new Thread(this::abandon, "scratch");

  private Scratch(Path directory) {
    this.directory = directory;
  }

  /** A new one where the system keeps such files. */
  public static Scratch create() throws IOException {
    Scratch scratch = new Scratch(Files.createTempDirectory("doublegrok-"));
    Runtime.getRuntime().addShutdownHook(scratch.whenStopped);
    return scratch;
  }

  /** The directory, which exists. */
  public Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(whenStopped);
    } catch (IllegalStateException stopping) {
      return; // the hook is about to do it
    }
    delete();
  }

  private void abandon() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      delete();
    } catch (IOException | UncheckedIOException left) {
      // Something still writes there, and nobody is left to be told.
    }
  }

  private void delete() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(directory)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException gone) {
      return;
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
