package doublegrok.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import doublegrok.log.RecordKeys;
import doublegrok.record.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkpoint store in a directory: {@code DIR/ab/abcdef....safetensors}, written as {@code
 * DIR/drafts/RUN/...}, forced to disk, claimed as {@code DIR/claims/RUN/abcdef....safetensors},
 * then moved to its place atomically. {@code DIR/owners/RUN} names the store that writes for a run.
 */
public final class DirectoryStore implements CheckpointStore {
  private static final Logger log = LoggerFactory.getLogger(DirectoryStore.class);
  private static final Duration LOCKED_WITHIN = Duration.ofSeconds(30);
  private static final int SHA256_LENGTH = 64;

  private final String id = UUID.randomUUID().toString();
  private final Path directory;
  private final StoreLock lock;
  private final ClaimMarkers markers;
  private final Watch watch;

  /** Is told what comes next, before it is done. */
  interface Watch {
    void before(String operation);
  }

  private DirectoryStore(Path directory, Watch watch) {
    this.directory = directory;
    this.lock = new StoreLock(directory.resolve("lock"), LOCKED_WITHIN);
    this.markers = new ClaimMarkers(directory.resolve("claims"));
    this.watch = watch;
  }

  /**
   * The store in this directory, which is made if it is missing.
   *
   * @throws StoreException if it cannot be made
   */
  public static DirectoryStore in(Path directory) {
    return in(directory, operation -> {});
  }

  static DirectoryStore in(Path directory, Watch watch) {
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw new StoreException(
          "cannot make the checkpoint directory %s: %s; choose another or free it"
              .formatted(directory, failure),
          failure);
    }
    return new DirectoryStore(directory, watch);
  }

  @Override
  public void takeOver(String run) {
    Path owner = directory.resolve("owners").resolve(RecordKeys.checkedRunName(run));
    try {
      lock.holding(() -> {
        watch.before("take over");
        Disk.folder(owner.getParent());
        return Files.writeString(owner, id);
      });
      for (Path draft : Disk.in(directory.resolve("drafts").resolve(run))) {
        watch.before("discard a draft");
        Files.deleteIfExists(draft);
      }
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  @Override
  public StoredFile put(String run, String suffix, Content content) {
    Path draft = directory
        .resolve("drafts")
        .resolve(RecordKeys.checkedRunName(run))
        .resolve(UUID.randomUUID() + suffix);
    try {
      watch.before("draft");
      Disk.folder(Disk.folder(draft.getParent().getParent()).resolve(run));
      Files.createFile(draft);
      content.writeTo(draft);
      watch.before("force the draft");
      Disk.force(draft);
      StoredFile file = new StoredFile(Sha256.of(draft), Files.size(draft));
      return lock.holding(() -> place(run, file, suffix, draft));
    } catch (RuntimeException fault) {
      discard(draft);
      throw fault;
    } catch (IOException failure) {
      discard(draft);
      throw unwritable(failure);
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
      if (!Sha256.of(place).equals(file.getSha256())) {
        throw new StoreException("the content of %s is not what its name says".formatted(place));
      }
      return place;
    } catch (IOException failure) {
      throw new StoreException("cannot read %s: %s".formatted(place, failure), failure);
    }
  }

  @Override
  public void claim(String run, StoredFile file, String suffix) {
    String name = place(file.getSha256(), suffix).getFileName().toString();
    try {
      lock.holding(() -> {
        requireOwner(run);
        watch.before("claim");
        markers.add(run, name);
        return name;
      });
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  @Override
  public Claims claims(String run) {
    try {
      return lock.holding(() -> {
        requireOwner(run);
        return new Claims(run, markers.of(run));
      });
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  @Override
  public void collect(Claims claims, Set<String> referenced, Set<String> inFlight) {
    for (Map.Entry<String, FileTime> claim : claims.renewed().entrySet()) {
      String sha256 = claim.getKey().substring(0, SHA256_LENGTH);
      if (inFlight.contains(sha256)) {
        continue;
      }
      try {
        boolean stays = referenced.contains(sha256);
        lock.holding(() -> collect(claims.run(), claim.getKey(), claim.getValue(), stays));
      } catch (IOException failure) {
        throw new StoreException(
            "cannot delete %s from %s: %s".formatted(claim.getKey(), directory, failure), failure);
      }
    }
  }

  @Override
  public String description() {
    return directory.toString();
  }

  /** Under the lock. */
  private StoredFile place(String run, StoredFile file, String suffix, Path draft)
      throws IOException {
    requireOwner(run);
    Path place = place(file.getSha256(), suffix);
    watch.before("claim");
    markers.add(run, place.getFileName().toString());
    if (sound(place, file)) {
      watch.before("discard the draft");
      discard(draft);
      Disk.force(place.getParent());
      return file;
    }
    watch.before("make the folder");
    Disk.folder(place.getParent());
    watch.before("move");
    Files.move(draft, place, ATOMIC_MOVE);
    watch.before("force the folder");
    Disk.force(place.getParent());
    return file;
  }

  /** Under the lock. */
  private boolean collect(String run, String name, FileTime renewed, boolean stays)
      throws IOException {
    requireOwner(run);
    if (!markers.unchanged(run, name, renewed)) {
      return false;
    }
    if (!stays && !markers.claimedByOthers(run, name)) {
      Path place = directory.resolve(name.substring(0, 2)).resolve(name);
      watch.before("delete");
      if (Files.deleteIfExists(place)) {
        log.info("deleted {}, which run {} no longer keeps", place, run);
        Disk.force(place.getParent());
      }
    }
    watch.before("drop the claim");
    markers.drop(run, name);
    return true;
  }

  /** A store that never took the run over may write for it while none has. */
  private void requireOwner(String run) throws IOException {
    try {
      if (!Files.readString(directory.resolve("owners").resolve(run)).equals(id)) {
        throw new StoreException(
            ("another trainer of run '%s' has taken over in %s; this one can no longer write"
                    + " checkpoints")
                .formatted(run, directory));
      }
    } catch (NoSuchFileException none) {
      log.trace("run {} has no owner in {}", run, directory);
    }
  }

  private static boolean sound(Path place, StoredFile file) throws IOException {
    return Files.isRegularFile(place)
        && Files.size(place) == file.getSizeBytes()
        && Sha256.of(place).equals(file.getSha256());
  }

  private Path place(String sha256, String suffix) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new StoreException("'%s' is no SHA-256 in lower-case hexadecimal".formatted(sha256));
    }
    return directory.resolve(sha256.substring(0, 2)).resolve(sha256 + suffix);
  }

  private StoreException unwritable(IOException failure) {
    return new StoreException(
        "cannot write a checkpoint to %s: %s; is the disk full or read-only?"
            .formatted(directory, failure),
        failure);
  }

  private static void discard(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException left) {
      log.warn("cannot delete {}, the run's next opening will: {}", draft, left.toString());
    }
  }
}
