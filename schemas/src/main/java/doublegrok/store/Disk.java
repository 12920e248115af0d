package doublegrok.store;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Operations of a store on files and folders. */
final class Disk {

  private Disk() {}

  /** Makes what was written to a file, or which files a folder has, outlive a power cut. */
  static void force(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    try (FileChannel channel = FileChannel.open(path, folder ? READ : WRITE)) {
      channel.force(true);
    }
  }

  /** Makes a folder durably, if it is missing; never the one above it. */
  static Path folder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      try {
        Files.createDirectory(path);
      } catch (FileAlreadyExistsException other) {
        if (!Files.isDirectory(path)) {
          throw other;
        }
      }
      force(path.getParent());
    }
    return path;
  }

  /** What a folder holds; nothing if it is missing. */
  static List<Path> in(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> each = Files.newDirectoryStream(folder)) {
      each.forEach(found::add);
    } catch (NoSuchFileException missing) {
      return List.of();
    } catch (DirectoryIteratorException unreadable) {
      throw unreadable.getCause();
    }
    return found;
  }
}
