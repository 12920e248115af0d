package doublegrok.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import doublegrok.record.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkpoint store in a directory: {@code DIR/ab/abcdef....safetensors}, written beside its
 * place, forced to disk, then moved there atomically.
 */
public final class DirectoryStore implements CheckpointStore {
  private static final Logger log = LoggerFactory.getLogger(DirectoryStore.class);
  private static final int READ_BYTES = 1 << 20;
  private static final String DRAFT = "draft-";
  private static final Duration DRAFT_KEPT = Duration.ofDays(1);

  private final Path directory;

  private DirectoryStore(Path directory) {
    this.directory = directory;
  }

  /**
   * The store in this directory, which is made if it is missing; drafts of a day ago are deleted.
   *
   * @throws StoreException if it cannot be made
   */
  public static DirectoryStore in(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw new StoreException(
          "cannot make the checkpoint directory %s: %s; choose another or free it"
              .formatted(directory, failure),
          failure);
    }
    collectDrafts(directory);
    return new DirectoryStore(directory);
  }

  @Override
  public StoredFile put(String suffix, Content content) {
    Path draft = null;
    try {
      draft = Files.createTempFile(directory, DRAFT, suffix);
      content.writeTo(draft);
      force(draft);
      StoredFile file = new StoredFile(sha256(draft), Files.size(draft));
      Path place = place(file.getSha256(), suffix);
      Files.createDirectories(place.getParent());
      Files.move(draft, place, ATOMIC_MOVE);
      force(place.getParent());
      force(directory); // the folder of the file may be new
      return file;
    } catch (RuntimeException fault) {
      discard(draft);
      throw fault;
    } catch (IOException failure) {
      discard(draft);
      throw new StoreException(
          "cannot write a checkpoint to %s: %s; is the disk full or read-only?"
              .formatted(directory, failure),
          failure);
    }
  }

  @Override
  public Path verified(StoredFile file, String suffix) {
    Path place = place(file.getSha256(), suffix);
    try {
      if (!Files.isRegularFile(place)) {
        throw new StoreException("the checkpoint file %s is missing".formatted(place));
      }
      if (Files.size(place) != file.getSizeBytes()) {
        throw new StoreException("the checkpoint file %s has %d bytes, its manifest says %d"
            .formatted(place, Files.size(place), file.getSizeBytes()));
      }
      if (!sha256(place).equals(file.getSha256())) {
        throw new StoreException("the content of %s is not what its name says".formatted(place));
      }
      return place;
    } catch (IOException failure) {
      throw new StoreException("cannot read %s: %s".formatted(place, failure), failure);
    }
  }

  @Override
  public String description() {
    return directory.toString();
  }

  private Path place(String sha256, String suffix) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new StoreException("'%s' is no SHA-256 in lower-case hexadecimal".formatted(sha256));
    }
    return directory.resolve(sha256.substring(0, 2)).resolve(sha256 + suffix);
  }

  private static void force(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    try (FileChannel channel = FileChannel.open(path, folder ? READ : WRITE)) {
      channel.force(true);
    }
  }

  /** Drafts that a killed writer left behind; younger ones may be in the making. */
  private static void collectDrafts(Path directory) {
    Instant before = Instant.now().minus(DRAFT_KEPT);
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory, DRAFT + "*")) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft).toInstant().isBefore(before)) {
          discard(draft);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      log.warn("cannot look for old drafts in {}: {}", directory, unreadable.toString());
    }
  }

  private static void discard(Path draft) {
    if (draft != null) {
      try {
        Files.deleteIfExists(draft);
      } catch (IOException left) {
        log.warn(
            "cannot delete {}, an opening after a day tries again: {}", draft, left.toString());
      }
    }
  }

  private static String sha256(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[READ_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
