package doublegrok.evaluator;

import doublegrok.evaluator.page.PageSettings;
import doublegrok.model.DeviceChoice;
import doublegrok.schemas.KafkaSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings of an evaluator.
 *
 * @param kafka how to reach Kafka
 * @param checkpoints directory of the checkpoint store
 * @param state directory of the view's stores
 * @param device where to compute
 * @param threads that compute on a CPU
 * @param page where the page listens; empty for none
 */
public record EvaluatorSettings(
    KafkaSettings kafka,
    Path checkpoints,
    Path state,
    DeviceChoice device,
    int threads,
    Optional<PageSettings> page) {
  public EvaluatorSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, was " + threads);
    }
  }
}
