package doublegrok.trainer.worker;

import doublegrok.log.KafkaSettings;
import doublegrok.trainer.TrainerSettings;
import doublegrok.trainer.compute.ComputeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Settings of a worker.
 *
 * @param kafka how to reach Kafka
 * @param name of this worker, for people
 * @param checkpoints directory of the checkpoint store
 * @param compute how each of the runs is computed
 * @param slots how many runs it trains at once
 * @param acceptOtherSettings whether to go on from a checkpoint that was computed otherwise
 * @param idle after so long with nothing to do it ends; empty for never
 */
public record WorkerSettings(
    KafkaSettings kafka,
    String name,
    Path checkpoints,
    ComputeSettings compute,
    int slots,
    boolean acceptOtherSettings,
    Optional<Duration> idle) {
  private static final int SLOTS_MAX = 256;

  public WorkerSettings {
    if (slots < 1 || slots > SLOTS_MAX) {
      throw new IllegalArgumentException(
          "--slots must be 1..%d, was %d".formatted(SLOTS_MAX, slots));
    }
  }

  TrainerSettings of(String run) {
    return new TrainerSettings(
        kafka, run, checkpoints, compute, OptionalLong.empty(), acceptOtherSettings);
  }
}
