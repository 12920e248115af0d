package doublegrok.evaluator.work;

import doublegrok.control.LiveManifests;
import doublegrok.log.KafkaUnreachableException;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Checkpoints that are no longer kept, as the log says when it is asked.
 *
 * @param records of the runs
 */
public record RetiredCheckpoints(RunScan records) implements Predicate<CheckpointManifest> {
  /**
   * Whether a checkpoint is retired.
   *
   * @throws TimeoutException if the log does not answer
   */
  @Override
  public boolean test(CheckpointManifest manifest) {
    try {
      LiveManifests run = new LiveManifests(records.all(Topics.CHECKPOINTS, manifest.getRun()));
      return run.everAt(manifest.getStep()) && run.at(manifest.getStep()).isEmpty();
    } catch (KafkaUnreachableException away) { // whoever works begins anew after that
      throw new TimeoutException(away.getMessage(), away);
    }
  }
}
