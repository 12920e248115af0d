package doublegrok.local.monitoring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Places of the files that Prometheus and Grafana are given, and of the programs that read them.
 */
public final class Checkout {
  private Checkout() {}

  /** A file or directory of the checkout. */
  public static Path path(String relative) {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    return root.resolve(relative);
  }

  /** The files of a directory with this ending, by name. */
  static List<Path> files(String directory, String ending) throws Exception {
    try (Stream<Path> files = Files.list(path(directory))) {
      return files.filter(each -> each.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** A program on the PATH. */
  public static Optional<Path> program(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
