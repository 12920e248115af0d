package doublegrok.trainer;

import doublegrok.log.Topics;
import doublegrok.model.ModelState;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.spec.RunSpec;
import doublegrok.store.StoreException;
import java.util.OptionalLong;

/** Takes checkpoints as training asks for them; one that cannot be written does not stop it. */
final class CheckpointWriter {
  private final String run;
  private final Checkpoints checkpoints;
  private final ClaimedFiles custody;
  private final Publisher publisher;
  private final RunEvents events;
  private final Runnable whenCommitted;
  private final Runnable whenFailed;
  private final TrainerMetrics metrics;
  private OptionalLong lastGood = OptionalLong.empty();

  /**
   * A writer.
   *
   * @param whenCommitted is run when a checkpoint is on the log for good; must return at once
   * @param whenFailed is run when a checkpoint could not be written; must return at once
   */
  CheckpointWriter(
      String run,
      Checkpoints checkpoints,
      ClaimedFiles custody,
      Publisher publisher,
      RunEvents events,
      Runnable whenCommitted,
      Runnable whenFailed,
      TrainerMetrics metrics) {
    this.run = run;
    this.checkpoints = checkpoints;
    this.custody = custody;
    this.publisher = publisher;
    this.events = events;
    this.whenCommitted = whenCommitted;
    this.whenFailed = whenFailed;
    this.metrics = metrics;
  }

  /** The run goes on from a checkpoint of its own, or has none yet. */
  void open(RunOpening opening) {
    lastGood =
        opening.fresh() ? OptionalLong.empty() : OptionalLong.of(opening.state().step());
  }

  /** Takes a checkpoint if the store can hold it; if not, tells so and returns false. */
  boolean write(RunSpec spec, ModelState state, long nextOffset, int version)
      throws InterruptedException {
    try {
      take(spec, state, nextOffset, version);
      return true;
    } catch (StoreException failure) {
      metrics.checkpointFailed();
      whenFailed.run();
      events.tell(
          EventKind.ALARM,
          state.step(),
          version,
          "there is no checkpoint at step %d: %s; the run goes on, %s"
              .formatted(state.step(), failure.getMessage(), standing()));
      return false;
    }
  }

  /**
   * Takes a run's last checkpoint.
   *
   * @throws IllegalStateException if the store cannot hold it
   */
  void writeLast(RunSpec spec, ModelState state, long nextOffset, int version)
      throws InterruptedException {
    try {
      take(spec, state, nextOffset, version);
    } catch (StoreException failure) {
      metrics.checkpointFailed();
      throw new IllegalStateException(
          ("run '%s' has done step %d, but its checkpoint there could not be written (%s); %s;"
                  + " make room or mend the directory, then start the trainer again: it makes the"
                  + " steps since then once more")
              .formatted(run, state.step(), failure.getMessage(), standing()),
          failure);
    }
  }

  private void take(RunSpec spec, ModelState state, long nextOffset, int version)
      throws InterruptedException {
    CheckpointManifest manifest =
        custody.take(() -> checkpoints.take(spec, state, nextOffset, version));
    lastGood = OptionalLong.of(manifest.getStep());
    metrics.checkpointed(manifest.getStep(), manifest.getCreatedAtMillis());
    publisher.publish(Topics.WORK, Checkpoints.key(manifest), manifest);
    publisher.publish(Topics.CHECKPOINTS, Checkpoints.key(manifest), manifest, place -> {
      custody.committed(manifest);
      whenCommitted.run();
    });
  }

  private String standing() {
    return lastGood.isPresent()
        ? "the last good one is at step " + lastGood.getAsLong()
        : "there is no good one yet";
  }
}
