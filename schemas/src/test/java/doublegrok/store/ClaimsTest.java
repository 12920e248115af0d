package doublegrok.store;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.record.StoredFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of who deletes which file when. */
@Timeout(60)
final class ClaimsTest {
  private static final String SUFFIX = ".bin";

  @TempDir
  private Path directory;

  private DirectoryStore store;

  @BeforeEach
  void open() {
    store = DirectoryStore.in(directory);
  }

  @Test
  void whatIsPutIsClaimed() {
    StoredFile file = put("a", "x");

    assertThat(store.claims("a").renewed()).containsOnlyKeys(file.getSha256() + SUFFIX);
    assertThat(store.claims("b").none()).isTrue();
  }

  @Test
  void whatNoManifestNamesIsDeleted() {
    StoredFile file = put("a", "x");

    collect("a", Set.of(), Set.of());

    assertThat(place(file)).doesNotExist();
    assertThat(store.claims("a").none()).isTrue();
  }

  @Test
  void whatAManifestNamesStaysAndIsNoLongerClaimed() {
    StoredFile file = put("a", "x");

    collect("a", Set.of(file.getSha256()), Set.of());

    assertThat(place(file)).exists();
    assertThat(store.claims("a").none()).isTrue();
  }

  @Test
  void whatIsInFlightStaysClaimedWhateverTheLogSays() {
    StoredFile file = put("a", "x");

    collect("a", Set.of(), Set.of(file.getSha256()));
    collect("a", Set.of(file.getSha256()), Set.of(file.getSha256()));

    assertThat(place(file)).exists();
    assertThat(store.claims("a").none()).isFalse();
  }

  @Test
  void whatAnotherRunClaimsIsLeftToThatRun() {
    StoredFile file = put("parent", "x");
    put("child", "x");

    collect("parent", Set.of(), Set.of());

    assertThat(place(file)).exists();
    assertThat(store.claims("parent").none()).isTrue();
    assertThat(store.claims("child").none()).isFalse();

    collect("child", Set.of(), Set.of());

    assertThat(place(file)).doesNotExist();
  }

  @Test
  void whatAnotherRunPutsAndPublishesMeanwhileStays() {
    StoredFile file = put("parent", "x");
    Claims claims = store.claims("parent"); // and the log was read: nothing names the file

    put("child", "x");
    collect("child", Set.of(file.getSha256()), Set.of());
    store.collect(claims, Set.of(), Set.of());

    assertThat(place(file)).exists();
  }

  @Test
  void whatAnotherRunHadInFlightAndPublishesMeanwhileStays() {
    StoredFile file = put("parent", "x");
    put("child", "x");
    Claims claims = store.claims("parent"); // and the log was read: nothing names the file

    collect("child", Set.of(file.getSha256()), Set.of());
    store.collect(claims, Set.of(), Set.of());

    assertThat(place(file)).exists();
  }

  @Test
  void whatTheRunPutsAgainMeanwhileStays() {
    StoredFile file = put("a", "x");
    Claims claims = store.claims("a");

    put("a", "x");
    store.collect(claims, Set.of(), Set.of());

    assertThat(place(file)).exists();
    assertThat(store.claims("a").none()).isFalse();
  }

  @Test
  void aRetiredFileIsClaimedAgainAndGoes() {
    StoredFile file = put("a", "x");
    collect("a", Set.of(file.getSha256()), Set.of());

    store.claim("a", file, SUFFIX);
    collect("a", Set.of(), Set.of());

    assertThat(place(file)).doesNotExist();
  }

  @Test
  void foreignFilesAmongTheClaimsAreLeftAlone() throws Exception {
    put("a", "x");
    Path foreign = Files.writeString(directory.resolve("claims/a/notes.txt"), "a person's");

    collect("a", Set.of(), Set.of());

    assertThat(foreign).exists();
  }

  @Test
  void manyRunsPutAndCollectTheSameFilesAndNoneLosesOne() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> runs = IntStream.range(0, 4)
          .mapToObj(run -> (Callable<Boolean>) () -> putAndCollect("run-" + run))
          .toList();
      for (Future<Boolean> each : threads.invokeAll(runs)) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    for (int run = 0; run < 4; run++) { // a claim that another renewed waits for the next pass
      DirectoryStore next = DirectoryStore.in(directory);
      next.takeOver("run-" + run);
      next.collect(next.claims("run-" + run), Set.of(), Set.of());
    }
    try (Stream<Path> left = Files.walk(directory)) {
      assertThat(
              left.filter(Files::isRegularFile).filter(each -> each.toString().endsWith(SUFFIX)))
          .isEmpty();
    }
  }

  /** A store of its own for each, as if in another process: only the lock is shared. */
  private boolean putAndCollect(String run) {
    DirectoryStore own = DirectoryStore.in(directory);
    own.takeOver(run);
    boolean sound = true;
    for (int i = 0; i < 40; i++) {
      String text = "content " + i % 3;
      StoredFile file = own.put(run, SUFFIX, path -> Files.writeString(path, text));
      own.collect(own.claims(run), Set.of(), Set.of(file.getSha256()));
      sound &= Files.exists(own.verified(file, SUFFIX));
      own.collect(own.claims(run), Set.of(), Set.of());
    }
    return sound;
  }

  private StoredFile put(String run, String text) {
    return store.put(run, SUFFIX, path -> Files.writeString(path, text));
  }

  private void collect(String run, Set<String> referenced, Set<String> inFlight) {
    store.collect(store.claims(run), referenced, inFlight);
  }

  private Path place(StoredFile file) {
    return directory.resolve(file.getSha256().substring(0, 2)).resolve(file.getSha256() + SUFFIX);
  }
}
