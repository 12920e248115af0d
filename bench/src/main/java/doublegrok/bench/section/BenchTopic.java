package doublegrok.bench.section;

import doublegrok.log.KafkaSettings;
import doublegrok.log.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Topics that only the bench uses: one partition each, for records as large as the services'. */
final class BenchTopic {
  private static final int SECONDS = 30;

  private BenchTopic() {}

  static void create(KafkaSettings kafka, String name)
      throws InterruptedException, ExecutionException, TimeoutException {
    NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty())
        .configs(Map.of(
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.RECORD_BYTES_MAX)));
    try (Admin admin = Admin.create(kafka.common())) {
      admin.createTopics(List.of(topic)).all().get(SECONDS, TimeUnit.SECONDS);
    }
  }
}
