package doublegrok.local.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The disk under a directory has room left.
 *
 * @param directory that exists or not
 * @param minimumBytes that must be free
 * @param freeBytes how the free bytes of an existing path are found
 */
public record FreeDiskSpace(Path directory, long minimumBytes, ToLongFunction<Path> freeBytes)
    implements Check {
  private static final long BYTES_PER_MB = 1_000_000;

  /**
   * Asks the file system.
   *
   * @param directory that exists or not
   * @param minimumBytes that must be free
   */
  public FreeDiskSpace(Path directory, long minimumBytes) {
    this(directory, minimumBytes, FreeDiskSpace::usableBytes);
  }

  @Override
  public Optional<String> problem() {
    long free = freeBytes.applyAsLong(WritableDirectory.nearestExisting(directory));
    if (free >= minimumBytes) {
      return Optional.empty();
    }
    return Optional.of(
        "the disk under %s has %d MB free, needed are %d MB; free some or name another with --dir"
            .formatted(
                directory, free / BYTES_PER_MB, (minimumBytes + BYTES_PER_MB - 1) / BYTES_PER_MB));
  }

  /**
   * Asks the file system.
   *
   * @param path that exists or not
   * @return bytes that this process may still write there
   */
  public static long usableBytes(Path path) {
    try {
      return Files.getFileStore(WritableDirectory.nearestExisting(path)).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("the free space under " + path + " cannot be read", e);
    }
  }
}
