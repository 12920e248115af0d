package doublegrok.trainer;

import doublegrok.record.StoredFile;
import doublegrok.store.CheckpointStore;
import doublegrok.store.Claims;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A store that lets a test act before each change, or instead of it. */
record HookedStore(CheckpointStore store, Runnable before) implements CheckpointStore {
  /** Makes every later put fail: a file is where the folder of drafts belongs. */
  static void breakIn(Path directory) {
    try {
      Path drafts = directory.resolve("drafts");
      if (Files.exists(drafts)) {
        Files.move(drafts, directory.resolve("drafts-before"));
      }
      Files.writeString(drafts, "in the way");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static void mendIn(Path directory) {
    try {
      Files.delete(directory.resolve("drafts"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void takeOver(String run) {
    before.run();
    store.takeOver(run);
  }

  @Override
  public StoredFile put(String run, String suffix, Content content) {
    before.run();
    return store.put(run, suffix, path -> {
      before.run();
      content.writeTo(path);
    });
  }

  @Override
  public Path verified(StoredFile file, String suffix) {
    return store.verified(file, suffix);
  }

  @Override
  public void claim(String run, StoredFile file, String suffix) {
    before.run();
    store.claim(run, file, suffix);
  }

  @Override
  public Claims claims(String run) {
    return store.claims(run);
  }

  @Override
  public void collect(Claims claims, Set<String> referenced, Set<String> inFlight) {
    before.run();
    store.collect(claims, referenced, inFlight);
  }

  @Override
  public String description() {
    return store.description();
  }
}
