package doublegrok.trainer;

import doublegrok.model.DeviceChoice;
import doublegrok.schemas.KafkaSettings;
import doublegrok.schemas.RecordKeys;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Settings of a trainer.
 *
 * @param kafka how to reach Kafka
 * @param run the run to be trained
 * @param checkpoints directory of the checkpoint store
 * @param device where to compute
 * @param threads that compute on a CPU
 * @param untilStep where to end, if not at the run spec's last step
 * @param acceptOtherSettings whether to go on from a checkpoint that was computed on another device
 *     or with another number of threads
 */
public record TrainerSettings(
    KafkaSettings kafka,
    String run,
    Path checkpoints,
    DeviceChoice device,
    int threads,
    OptionalLong untilStep,
    boolean acceptOtherSettings) {
  public TrainerSettings {
    RecordKeys.checkedRunName(run);
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("--threads must be 1..1024, was " + threads);
    }
    if (untilStep.isPresent() && untilStep.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "--until-step must be at least 1, was " + untilStep.getAsLong());
    }
  }
}
