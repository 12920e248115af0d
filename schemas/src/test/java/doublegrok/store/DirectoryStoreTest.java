package doublegrok.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.record.StoredFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectoryStoreTest {
  private static final String RUN = "a";
  private static final String SUFFIX = ".bin";

  @TempDir
  private Path parent;

  private Path directory;
  private DirectoryStore store;

  @BeforeEach
  void open() {
    directory = parent.resolve("checkpoints");
    store = DirectoryStore.in(directory);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, (1 << 20) - 1, 1 << 20, (1 << 20) + 1})
  void theAddressIsTheContentsSha256(int size) throws Exception {
    byte[] content = content(size);

    StoredFile file = put(content);

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    assertThat(file.getSha256()).isEqualTo("%064x".formatted(new BigInteger(1, digest)));
    assertThat(file.getSizeBytes()).isEqualTo(size);
    assertThat(store.verified(file, SUFFIX)).hasBinaryContent(content);
  }

  @Test
  void theSameContentTwiceIsOneFile() throws IOException {
    assertThat(put(content(100))).isEqualTo(put(content(100)));

    assertThat(files()).hasSize(1);
  }

  @Test
  void writingAgainHealsADamagedFile() throws IOException {
    StoredFile file = put(content(100));
    Files.write(place(file), new byte[100]);

    put(content(100));

    assertThat(store.verified(file, SUFFIX)).hasBinaryContent(content(100));
  }

  @Test
  void aFullDiskIsOneSentenceAndLeavesNothing() throws IOException {
    assertThatThrownBy(() -> store.put(RUN, SUFFIX, path -> {
          Files.write(path, content(50));
          throw new IOException("No space left on device");
        }))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("is the disk full or read-only?");
    assertThat(files()).isEmpty();
  }

  @Test
  void aWriterThatThrowsAnythingElseLeavesNothingEither() throws IOException {
    assertThatThrownBy(() -> store.put(RUN, SUFFIX, path -> {
          Files.write(path, content(50));
          throw new IllegalStateException("a fault of ours");
        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a fault of ours");
    assertThat(files()).isEmpty();
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    StoredFile file = put(content(100));
    Files.delete(place(file));

    assertUnsound(file, "is missing");
  }

  @Test
  void aFolderInAFilesPlaceIsNoFile() throws IOException {
    StoredFile file = put(content(100));
    Files.delete(place(file));
    Files.createDirectory(place(file));

    assertUnsound(file, "is missing");
  }

  @Test
  void aTruncatedFileIsNamedWithBothSizes() throws IOException {
    StoredFile file = put(content(100));
    Files.write(place(file), content(99));

    assertUnsound(file, "has 99 bytes, its manifest says 100");
  }

  @Test
  void aFlippedBitIsFoundWhereverItIs() throws IOException {
    byte[] content = content(200);
    StoredFile file = put(content);
    for (int at = 0; at < content.length; at++) {
      byte[] flipped = content.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      Files.write(place(file), flipped);

      assertUnsound(file, "is not what its name says");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../../x", "..", "/etc/passwd", "abc", "%41", "a\u0000b"})
  void whatIsNoSha256IsRefused(String sha256) {
    assertThatThrownBy(() -> store.verified(new StoredFile(sha256, 1L), SUFFIX))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("'%s' is no SHA-256", sha256);
    String padded = sha256 + "A".repeat(Math.max(0, 64 - sha256.length()));
    assertThatThrownBy(() -> store.verified(new StoredFile(padded, 1L), SUFFIX))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is no SHA-256");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsOneSentence() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "in the way");

    assertThatThrownBy(() -> DirectoryStore.in(file.resolve("below")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot make the checkpoint directory " + file.resolve("below"))
        .hasMessageContaining("choose another or free it");
  }

  @Test
  void aDirectoryThatVanishedIsOneSentence() throws IOException {
    Files.delete(directory);

    assertThatThrownBy(() -> put(content(1)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot write a checkpoint to " + directory);
  }

  @Test
  void aSoundFileIsNotWrittenAgain() throws IOException {
    StoredFile file = put(content(100));
    FileTime old = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(place(file), old);

    store.put("b", SUFFIX, path -> Files.write(path, content(100)));

    assertThat(Files.getLastModifiedTime(place(file))).isEqualTo(old);
    assertThat(files()).hasSize(1);
  }

  @Test
  void othersMayReadAFileAsTheUmaskSays() throws IOException {
    Path ordinary = Files.writeString(parent.resolve("ordinary"), "x");

    StoredFile file = put(content(100));

    assertThat(Files.getPosixFilePermissions(place(file)))
        .isEqualTo(Files.getPosixFilePermissions(ordinary));
  }

  @Test
  void whoTakesARunOverDeletesItsDraftsAndNothingElse() throws IOException {
    StoredFile file = put(content(100));
    for (String each : List.of("a", "a-b")) {
      Path folder = Files.createDirectories(directory.resolve("drafts").resolve(each));
      Files.writeString(folder.resolve("left.bin"), "half a file");
    }
    Path notes = Files.writeString(directory.resolve("notes.txt"), "a person's");

    DirectoryStore.in(directory).takeOver(RUN);

    assertThat(directory.resolve("drafts/a")).isEmptyDirectory();
    assertThat(directory.resolve("drafts/a-b/left.bin")).exists();
    assertThat(files()).containsExactlyInAnyOrder(place(file), notes);
  }

  @Test
  void whoeverHasLostTheRunWritesNoMore() throws IOException {
    store.takeOver(RUN);
    StoredFile file = put(content(100));
    Claims claims = store.claims(RUN);
    DirectoryStore.in(directory).takeOver(RUN);

    for (ThrowingCallable write : List.<ThrowingCallable>of(
        () -> put(content(101)),
        () -> store.claim(RUN, file, SUFFIX),
        () -> store.claims(RUN),
        () -> store.collect(claims, Set.of(), Set.of()))) {
      assertThatThrownBy(write)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("another trainer of run 'a' has taken over in " + directory);
    }
    assertThat(files()).containsExactly(place(file));
    assertThat(store.put("b", SUFFIX, path -> Files.write(path, content(1)))).isNotNull();
  }

  private void assertUnsound(StoredFile file, String reason) {
    assertThatThrownBy(() -> store.verified(file, SUFFIX))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(place(file).toString())
        .hasMessageContaining(reason);
  }

  private StoredFile put(byte[] content) {
    return store.put(RUN, SUFFIX, path -> Files.write(path, content));
  }

  private Path place(StoredFile file) {
    String name = file.getSha256();
    return directory.resolve(name.substring(0, 2)).resolve(name + SUFFIX);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).filter(each -> !bookkeeping(each)).toList();
    }
  }

  private boolean bookkeeping(Path file) {
    String top = directory.relativize(file).getName(0).toString();
    boolean draft = top.equals("drafts") && !file.endsWith("left.bin");
    assertThat(draft).as("a draft is left: " + file).isFalse();
    return List.of("lock", "claims", "owners", "drafts").contains(top);
  }

  private static byte[] content(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
