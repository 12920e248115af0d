package doublegrok.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for what nobody keeps; gone once it is closed.
 *
 * @param directory which exists
 */
public record Scratch(Path directory) implements AutoCloseable {
  /** A new one where the system keeps such files. */
  public static Scratch create() throws IOException {
    return new Scratch(Files.createTempDirectory("doublegrok-bench-"));
  }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(directory)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
