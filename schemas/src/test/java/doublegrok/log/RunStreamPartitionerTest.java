package doublegrok.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunStreamPartitionerTest {
  /** Kafka's own choice goes by the whole key: a command would lie where nobody looks for it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 50})
  void whatATopologyWritesLiesWithTheRestOfItsRun(int partitions) {
    String key = RecordKeys.command("a", 3, "alert-nan-0");

    assertThat(new RunStreamPartitioner()
            .partitions(Topics.CONTROL.name(), key, new byte[0], new RecordHeaders(), partitions))
        .contains(Set.of(RecordKeys.partition("a", partitions)));
  }
}
