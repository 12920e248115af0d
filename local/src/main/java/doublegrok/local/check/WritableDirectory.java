package doublegrok.local.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory can be written, or could be created.
 *
 * @param directory that exists or not
 */
public record WritableDirectory(Path directory) implements Check {

  @Override
  public Optional<String> problem() {
    Path existing = nearestExisting(directory);
    if (!Files.isDirectory(existing)) {
      return Optional.of("%s cannot be a data directory: %s is a file; name another with --dir"
          .formatted(directory, existing));
    }
    if (!Files.isWritable(existing)) {
      return Optional.of(
          "%s cannot be written: %s is read-only or not yours; name another with --dir"
              .formatted(directory, existing));
    }
    return Optional.empty();
  }

  static Path nearestExisting(Path path) {
    Path candidate = path.toAbsolutePath().normalize();
    while (!Files.exists(candidate) && candidate.getParent() != null) {
      candidate = candidate.getParent();
    }
    return candidate;
  }
}
