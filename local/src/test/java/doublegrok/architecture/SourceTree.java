package doublegrok.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The checkout that these tests run in, without what builds and other tools put there. */
final class SourceTree {
  private static final Set<String> SKIPPED =
      Set.of("target", "node_modules", "doublegrok-data", "__pycache__", ".git", ".idea", "shared");
  private static final Set<String> TEXT_ENDINGS = Set.of(
      "java", "avsc", "yml", "yaml", "xml", "md", "py", "sh", "js", "css", "html", "properties");
  private static final Set<String> SCRIPTS = Set.of("doublegrok", "run");

  private SourceTree() {}

  /** The directory of the launcher. */
  static Path root() {
    Path candidate = Path.of("").toAbsolutePath();
    while (!Files.exists(candidate.resolve("mvnw"))) {
      candidate = candidate.getParent();
      if (candidate == null) {
        throw new IllegalStateException("these tests must run inside the checkout");
      }
    }
    return candidate;
  }

  /** Every text file that people write. */
  static List<Path> files() {
    return all().stream().filter(file -> isText(file.getFileName().toString())).toList();
  }

  /** Every file that people write. */
  static List<Path> all() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(root(), new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
          return SKIPPED.contains(path.getFileName().toString())
              ? FileVisitResult.SKIP_SUBTREE
              : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
          if (attributes.isRegularFile()) {
            files.add(path);
          }
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException("the checkout cannot be walked", e);
    }
    return files;
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is not UTF-8 text", e);
    }
  }

  private static boolean isText(String name) {
    return SCRIPTS.contains(name)
        || TEXT_ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
