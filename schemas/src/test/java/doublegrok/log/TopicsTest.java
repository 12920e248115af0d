package doublegrok.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TopicsTest {
  /** The largest batch that a run spec may ask for: its tokens, and a latent of each sequence. */
  private static final int TOKENS_BYTES_MAX = (8 << 20) - 1;

  private static final int LATENTS_BYTES_MAX = 65_536 * 5;
  private static final int OVERHEAD_BYTES = 4096;

  static Stream<doublegrok.log.Topic<?>> topics() {
    return Topics.ALL.stream();
  }

  @Test
  void namesAreUniqueAndKafkaTakesThem() {
    assertThat(Topics.ALL)
        .hasSize(13)
        .extracting(topic -> topic.name())
        .doesNotHaveDuplicates()
        .allSatisfy(Topic::validate);
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyTopicSaysHowLongItsRecordsStay(doublegrok.log.Topic<?> topic) {
    Map<String, String> settings = topic.settings();
    String cleanup = settings.get(TopicConfig.CLEANUP_POLICY_CONFIG);

    assertThat(cleanup).isIn("compact", "delete");
    if (cleanup.equals("delete")) {
      assertThat(settings)
          .containsEntry(
              TopicConfig.RETENTION_MS_CONFIG, topic.equals(Topics.QUEUE) ? "86400000" : "-1")
          .containsKey(TopicConfig.RETENTION_BYTES_CONFIG);
    }
  }

  @Test
  void onlyBatchesAreEverDeletedForTheirSize() {
    assertThat(Topics.ALL)
        .filteredOn(
            topic -> topic.settings().getOrDefault("retention.bytes", "-1").equals("-1"))
        .containsExactlyInAnyOrderElementsOf(
            Topics.ALL.stream().filter(topic -> !topic.equals(Topics.BATCHES)).toList());
  }

  @Test
  void theLargestBatchOfAnyRunSpecFits() {
    int limit = Integer.parseInt(Topics.BATCHES.settings().get("max.message.bytes"));

    assertThat(limit).isEqualTo(Topics.RECORD_BYTES_MAX);
    assertThat(limit).isGreaterThan(TOKENS_BYTES_MAX + LATENTS_BYTES_MAX + OVERHEAD_BYTES);
  }

  @Test
  void compactionLeavesTheLatestOfEachKey() {
    assertThat(Topics.ALL)
        .filteredOn(topic -> topic.settings().get("cleanup.policy").equals("compact"))
        .extracting(topic -> topic.name() + " by " + topic.keyForm())
        .containsExactly(
            "doublegrok.control by run/version/id",
            "doublegrok.demand by run",
            "doublegrok.steps by run/step",
            "doublegrok.checkpoints by run/step",
            "doublegrok.work by run/step",
            "doublegrok.evaluations by run/step/set",
            "doublegrok.references by run/version",
            "doublegrok.probes by run/step/name",
            "doublegrok.sweeps by sweep/what/which");
  }

  @Test
  void compactionJoinsOnlyTwins() {
    assertThat(RecordKeys.command("a", 1, "x")).isNotEqualTo(RecordKeys.command("a", 1, "y"));
    assertThat(RecordKeys.step("a", 1)).isNotEqualTo(RecordKeys.step("a", 2));
    assertThat(RecordKeys.evaluation("a", 1, "ood")).isNotEqualTo(RecordKeys.step("a", 1));
    assertThat(RecordKeys.evaluation("a", 1, "ood"))
        .isNotEqualTo(RecordKeys.evaluation("a", 1, "ood-test"));
  }
}
