package doublegrok.viewer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.log.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskStoresTest {
  private static final String STEPS = ViewStores.name(Topics.STEPS);
  private static final TopicPartition PARTITION = new TopicPartition("steps", 3);

  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aStoreIsASortedMap(long seed) throws Exception {
    Random random = new Random(seed);
    NavigableMap<String, String> expected = new TreeMap<>();
    try (DiskStores stores = DiskStores.open(directory, "t")) {
      for (int record = 0; record < 300; record++) {
        String key = key(random);
        expected.put(key, "value " + record);
        put(stores, key, "value " + record, record);
      }
      ReadOnlyKeyValueStore<String, byte[]> store = stores.store(STEPS);
      for (int question = 0; question < 100; question++) {
        String from = key(random);
        String to = from + key(random);
        assertThat(entries(store.range(from, to)))
            .isEqualTo(List.copyOf(expected.subMap(from, true, to, true).entrySet()));
        assertThat(entries(store.reverseRange(from, to)))
            .isEqualTo(List.copyOf(
                expected.subMap(from, true, to, true).descendingMap().entrySet()));
      }
      assertThat(entries(store.all())).isEqualTo(List.copyOf(expected.entrySet()));
      assertThat(stores.store(ViewStores.name(Topics.EVENTS)).get(expected.firstKey()))
          .isNull();
    }
  }

  @Test
  void recordsAndPositionsAreThereAgain() throws Exception {
    try (DiskStores stores = DiskStores.open(directory, "t")) {
      assertThat(stores.position(PARTITION)).isEmpty();
      put(stores, "a/1", "one", 8);
    }
    try (DiskStores again = DiskStores.open(directory, "t")) {
      assertThat(again.store(STEPS).get("a/1")).asString().isEqualTo("one");
      assertThat(again.position(PARTITION)).hasValue(8);
      assertThat(again.position(new TopicPartition("steps", 4))).isEmpty();
    }
  }

  @Test
  void aBatchThatIsNotWrittenLeavesNothing() throws Exception {
    try (DiskStores stores = DiskStores.open(directory, "t")) {
      try (DiskStores.Batch batch = stores.batch()) {
        batch.put(Topics.STEPS, "a/1", new byte[] {1});
        batch.position(PARTITION, 8);
      }
      assertThat(stores.store(STEPS).get("a/1")).isNull();
      assertThat(stores.position(PARTITION)).isEmpty();
    }
  }

  @Test
  void thoseOfOtherTopicsAreBegunAnew() throws Exception {
    try (DiskStores stores = DiskStores.open(directory, "t")) {
      put(stores, "a/1", "one", 8);
    }
    try (DiskStores other = DiskStores.open(directory, "of another cluster")) {
      assertThat(other.store(STEPS).get("a/1")).isNull();
      assertThat(other.position(PARTITION)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MANIFEST", "CURRENT"})
  void thoseThatADiskHasSpoiltAreBegunAnew(String file) throws Exception {
    try (DiskStores stores = DiskStores.open(directory, "t")) {
      put(stores, "a/1", "one", 8);
    }
    spoil(file);
    try (DiskStores fresh = DiskStores.open(directory, "t")) {
      assertThat(fresh.store(STEPS).get("a/1")).isNull();
      put(fresh, "a/1", "again", 9);
    }
  }

  @Test
  void twoViewersMustNotHaveTheSame() {
    try (DiskStores stores = DiskStores.open(directory, "t")) {
      assertThatThrownBy(() -> DiskStores.open(directory, "t"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("--state");
      assertThat(stores.position(PARTITION)).isEmpty();
    }
  }

  private void spoil(String file) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path each : files.toList()) {
        if (each.getFileName().toString().startsWith(file)) {
          Files.writeString(each, "spoilt");
        }
      }
    }
  }

  private static String key(Random random) {
    return String.join(
        "",
        random
            .ints(1 + random.nextInt(3), 0, 5)
            .mapToObj(each -> List.of("a", "/", "0", "b", "é").get(each))
            .toList());
  }

  private static void put(DiskStores stores, String key, String value, long next) throws Exception {
    try (DiskStores.Batch batch = stores.batch()) {
      batch.put(Topics.STEPS, key, value.getBytes(UTF_8));
      batch.position(PARTITION, next);
      batch.write();
    }
  }

  private static List<Map.Entry<String, String>> entries(
      KeyValueIterator<String, byte[]> iterator) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    try (iterator) {
      iterator.forEachRemaining(
          each -> entries.add(Map.entry(each.key, new String(each.value, UTF_8))));
    }
    return entries;
  }
}
