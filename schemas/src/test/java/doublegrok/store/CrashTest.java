package doublegrok.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.record.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run is killed before each single thing that it does to the store or the log. */
final class CrashTest {
  private static final String SUFFIX = ".bin";
  private static final int OPERATIONS = 50;

  @TempDir
  private Path directory;

  /** The addresses in the live manifest of each run and step. */
  private final Map<String, Set<StoredFile>> log = new LinkedHashMap<>();

  private int left = Integer.MAX_VALUE;

  /** Not caught by anything that cleans up. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  static IntStream operations() {
    return IntStream.range(0, OPERATIONS);
  }

  @BeforeEach
  void anotherRunHasACheckpoint() {
    DirectoryStore other = DirectoryStore.in(directory);
    publish("other/0", Set.of(put(other, "other", "weights 0")));
    collect(other, "other", Set.of());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void wheneverItIsKilledNothingIsLostAndNoOrphanStays(int operations) throws IOException {
    left = operations;

    assertThatThrownBy(this::live).isInstanceOf(Killed.class);
    left = Integer.MAX_VALUE;
    DirectoryStore again = DirectoryStore.in(directory);
    again.takeOver("run");
    collect(again, "run", Set.of());

    Set<String> named = names();
    log.values().forEach(files -> files.forEach(each -> again.verified(each, SUFFIX)));
    assertThat(files("")).isEqualTo(named);
    assertThat(files("claims/run")).isEmpty();
    assertThat(files("drafts/run")).isEmpty();
  }

  @Test
  void everyOperationIsTried() {
    left = OPERATIONS;

    live();

    assertThat(left).isZero();
  }

  /** Three checkpoints, one of which shares a file with another run; then the first is retired. */
  private void live() {
    DirectoryStore store = DirectoryStore.in(directory, operation -> step());
    store.takeOver("run");
    Set<StoredFile> first = Set.of();
    for (int number = 0; number < 3; number++) {
      StoredFile weights = put(store, "run", "weights " + number);
      StoredFile moments = put(store, "run", "moments " + number);
      first = number == 0 ? Set.of(weights, moments) : first;
      step();
      publish("run/" + number, Set.of(weights, moments));
    }
    collect(store, "run", Set.of());
    first.forEach(file -> store.claim("run", file, SUFFIX));
    step();
    log.remove("run/0");
    collect(store, "run", Set.of());
  }

  private void step() {
    if (left-- == 0) {
      throw new Killed();
    }
  }

  private void publish(String manifest, Set<StoredFile> files) {
    log.put(manifest, files);
  }

  private void collect(DirectoryStore store, String run, Set<String> inFlight) {
    Claims claims = store.claims(run);
    Set<String> referenced = log.values().stream()
        .flatMap(Set::stream)
        .map(StoredFile::getSha256)
        .collect(Collectors.toSet());
    store.collect(claims, referenced, inFlight);
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>();
    log.values().forEach(files -> files.forEach(each -> names.add(each.getSha256() + SUFFIX)));
    return names;
  }

  private static StoredFile put(DirectoryStore store, String run, String text) {
    return store.put(run, SUFFIX, path -> Files.writeString(path, text));
  }

  /** Names of the files in a folder of the store; of the content's folders if it is empty. */
  private Set<String> files(String folder) throws IOException {
    if (!Files.exists(directory.resolve(folder))) {
      return Set.of();
    }
    try (Stream<Path> all = Files.walk(directory.resolve(folder))) {
      return all.filter(Files::isRegularFile)
          .filter(each ->
              !folder.isEmpty() || each.getParent().getFileName().toString().length() == 2)
          .map(each -> each.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }
}
