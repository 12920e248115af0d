package doublegrok.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rule for the files of a library folder: a shared library that was cut off, as by a full disk or a
 * power loss, would end the whole process without a word once it is used.
 */
final class LibraryFiles {
  private static final int HEADER_BYTES = 64;
  /** Folders in which DJL, maybe another process's, unpacks libraries before it renames them. */
  private static final String UNPACKING = "tmp";

  private static final int MAGIC = 0x464c457f; // of ELF, little-endian

  private LibraryFiles() {}

  /**
   * Looks at the headers of those that are there.
   *
   * @throws IllegalStateException naming a damaged one, and the way out
   */
  static void requireWhole(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      for (Path library : libraries(folder)) {
        Optional<String> fault = fault(library);
        if (fault.isPresent()) {
          throw new IllegalStateException(
              ("PyTorch's library %s is damaged (%s); delete the folder %s, and the next start"
                      + " unpacks it again")
                  .formatted(library, fault.get(), library.getParent()));
        }
      }
    } catch (IOException | UncheckedIOException failure) {
      throw new IllegalStateException(
          "PyTorch's libraries in %s cannot be read (%s); set DJL_CACHE_DIR to another folder"
              .formatted(folder, failure.getMessage()),
          failure);
    }
  }

  /** Those in the folder, and in the folders in it. */
  private static List<Path> libraries(Path folder) throws IOException {
    List<Path> libraries = new ArrayList<>();
    for (Path each : children(folder)) {
      if (isLibrary(each)) {
        libraries.add(each);
      } else if (Files.isDirectory(each) && !each.getFileName().toString().startsWith(UNPACKING)) {
        children(each).stream().filter(LibraryFiles::isLibrary).forEach(libraries::add);
      }
    }
    return libraries;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private static boolean isLibrary(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && (name.endsWith(".so") || name.contains(".so."));
  }

  /** Its table of sections stands at the end of a library, and the header says where. */
  private static Optional<String> fault(Path library) throws IOException {
    try (FileChannel channel = FileChannel.open(library)) {
      long size = channel.size();
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      while (header.hasRemaining() && channel.read(header) >= 0) {}
      if (header.hasRemaining() || header.getInt(0) != MAGIC) {
        return Optional.of("it has %d bytes and does not begin as a library".formatted(size));
      }
      long sections = header.getLong(40);
      long needed = sections + (long) header.getShort(58) * header.getShort(60);
      return size >= needed
          ? Optional.empty()
          : Optional.of("it has %d bytes of %d".formatted(size, needed));
    }
  }
}
