package doublegrok.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordKeysTest {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final List<Integer> PARTITIONS = List.of(1, 2, 3, 6, 12, 100);

  static Stream<String> names() {
    return LongStream.range(0, 200).mapToObj(seed -> name(new Random(seed)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void allKeysOfARunFallIntoTheSamePartition(String run) {
    for (int partitions : PARTITIONS) {
      int own = RecordKeys.partition(run, partitions);

      assertThat(List.of(
              RecordKeys.command(run, 7, "id"),
              RecordKeys.step(run, 123_456),
              RecordKeys.evaluation(run, 123_456, "ood-test")))
          .allMatch(key -> RecordKeys.partition(key, partitions) == own);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBareKeyFallsWhereKafkasOwnPartitionerPutsIt(String run) {
    byte[] bytes = run.getBytes(StandardCharsets.UTF_8);

    assertThat(PARTITIONS)
        .allSatisfy(partitions -> assertThat(RecordKeys.partition(run, partitions))
            .isEqualTo(BuiltInPartitioner.partitionForKey(bytes, partitions)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theProducersPartitionerAgrees(String run) {
    String key = RecordKeys.step(run, 9);

    try (RunPartitioner partitioner = new RunPartitioner()) {
      int chosen = partitioner.partition(
          "steps", key, key.getBytes(StandardCharsets.UTF_8), "", new byte[0], cluster(12));
      assertThat(chosen).isEqualTo(RecordKeys.partition(run, 12));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void theRunIsFoundInEachOfItsKeys(String run) {
    assertThat(RecordKeys.checkedRunName(run)).isEqualTo(run);
    assertThat(List.of(
            run,
            RecordKeys.command(run, 0, "id"),
            RecordKeys.step(run, 0),
            RecordKeys.evaluation(run, 0, "id")))
        .allMatch(key -> RecordKeys.runOf(key).equals(run));
  }

  @Test
  void keysOfARunSortByStepAndByVersion() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      long step = random.nextLong(1_000_000_000_000L - 1);
      long later = step + 1 + random.nextLong(999_999_999_999L - step);
      assertThat(RecordKeys.step("a", step)).isLessThan(RecordKeys.step("a", later));
      int version = random.nextInt(999_999);
      assertThat(RecordKeys.command("a", version, "z"))
          .isLessThan(RecordKeys.command("a", version + 1, "a"));
    }
  }

  @Test
  void keysAreTheSameWhateverTheMachinesLanguage() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertThat(RecordKeys.step("a", 12)).isEqualTo("a/000000000012");
      assertThat(RecordKeys.command("a", 3, "id")).isEqualTo("a/000003/id");
      assertThat(Rejections.key("batches", 1, 20)).isEqualTo("batches/1/20");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a/b", ".a", "-a", "a b", "a\n", "ä", "..", "a\u0000"})
  void whatMayNotNameARunIsRefusedWithTheRule(String name) {
    assertThatThrownBy(() -> RecordKeys.checkedRunName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'%s'", name)
        .hasMessageContaining("1 to 63 lower-case letters");
  }

  @Test
  void aNameHasAtMost63Characters() {
    assertThat(RecordKeys.checkedRunName("a".repeat(63))).hasSize(63);
    assertThatThrownBy(() -> RecordKeys.checkedRunName("a".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    int more = random.nextInt(63);
    for (int i = 0; i < more; i++) {
      String all = LETTERS + "._-";
      name.append(all.charAt(random.nextInt(all.length())));
    }
    return name.toString();
  }

  private static Cluster cluster(int partitions) {
    Node node = new Node(0, "localhost", 1);
    List<PartitionInfo> infos = LongStream.range(0, partitions)
        .mapToObj(number ->
            new PartitionInfo("steps", (int) number, node, new Node[] {node}, new Node[] {node}))
        .toList();
    return new Cluster("id", List.of(node), infos, Set.of(), Set.of());
  }
}
