package doublegrok.evaluator;

import doublegrok.log.KafkaSettings;
import doublegrok.model.DeviceChoice;
import java.nio.file.Path;

/**
 * Settings of an evaluator.
 *
 * @param kafka how to reach Kafka
 * @param checkpoints directory of the checkpoint store
 * @param device where to compute
 * @param threads that compute on a CPU
 */
public record EvaluatorSettings(
    KafkaSettings kafka, Path checkpoints, DeviceChoice device, int threads) {
  public EvaluatorSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, was " + threads);
    }
  }
}
