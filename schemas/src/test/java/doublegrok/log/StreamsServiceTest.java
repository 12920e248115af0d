package doublegrok.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamsServiceTest {
  @Test
  void aTimestampBefore1970IsReplacedByTheWallClock(@TempDir Path state) {
    KafkaSettings kafka = new KafkaSettings("none:1", 1, Map.of("client.id", "me"));
    Properties settings = StreamsService.settings(kafka, "app", state, Duration.ofMillis(50));
    StreamsConfig config = new StreamsConfig(settings);

    long before = System.currentTimeMillis();
    long stamp = config
        .defaultTimestampExtractor()
        .extract(new ConsumerRecord<>("topic", 0, 0, "key", new byte[0]), -1);

    assertThat(new ConsumerRecord<>("topic", 0, 0, "key", new byte[0]).timestamp())
        .isNegative();
    assertThat(stamp).isGreaterThanOrEqualTo(before);
    assertThat(config.getString(StreamsConfig.CLIENT_ID_CONFIG)).isEqualTo("me");
    assertThat(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(50);
  }
}
