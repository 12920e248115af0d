package doublegrok.trainer;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.trainer.compute.ComputeSettings;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Settings of a trainer.
 *
 * @param kafka how to reach Kafka
 * @param run the run to be trained
 * @param checkpoints directory of the checkpoint store
 * @param compute how to compute
 * @param untilStep where to end, if not at the run spec's last step
 * @param acceptOtherSettings whether to go on from a checkpoint that was computed on another
 *     device, with another number of threads or in another precision
 */
public record TrainerSettings(
    KafkaSettings kafka,
    String run,
    Path checkpoints,
    ComputeSettings compute,
    OptionalLong untilStep,
    boolean acceptOtherSettings) {
  public TrainerSettings {
    RecordKeys.checkedRunName(run);
    if (untilStep.isPresent() && untilStep.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "--until-step must be at least 1, was " + untilStep.getAsLong());
    }
  }
}
