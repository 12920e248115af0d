package doublegrok.local.command.common;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;

import doublegrok.local.check.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A file that a command makes, whole or not at all. */
public final class NewFile {
  private final Path place;
  private final String option;

  /**
   * @param option that names it
   * @param overwrite whether a file that is there may be replaced
   * @throws IllegalArgumentException if it may not be made there
   */
  public NewFile(Path named, String option, boolean overwrite) {
    this.place = named.toAbsolutePath().normalize();
    this.option = option;
    if (Files.isDirectory(place)) {
      throw new IllegalArgumentException("%s %s is a folder; name a file".formatted(option, place));
    }
    if (Files.exists(place) && !overwrite) {
      throw new IllegalArgumentException(
          "%s %s exists already; name another file, or replace it with --force"
              .formatted(option, place));
    }
    if (!Files.isDirectory(place.getParent())) {
      throw new IllegalArgumentException("%s %s: there is no folder %s; make it first"
          .formatted(option, place, place.getParent()));
    }
  }

  /** Where it will be, as an absolute path. */
  public Path place() {
    return place;
  }

  /** Writes a file's content. */
  public interface Content {
    void writeTo(Path path) throws IOException;
  }

  /**
   * Makes it: other programs see nothing of it, or all.
   *
   * @throws RefusedException if it cannot be written
   */
  public void write(Content content) {
    try {
      Path draft = place.resolveSibling(place.getFileName() + "." + UUID.randomUUID() + ".part");
      try {
        content.writeTo(draft);
        try (FileChannel channel = FileChannel.open(draft, WRITE)) {
          channel.force(true);
        }
        Files.move(draft, place, ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException failure) {
      throw new RefusedException(
          "%s %s cannot be written (%s); name another file, or free its disk"
              .formatted(option, place, failure),
          failure);
    }
  }
}
