package doublegrok.evaluator.work;

import doublegrok.record.CheckpointManifest;
import doublegrok.record.ProbeResult;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Prober of checkpoints by whatever is too dear to be done along with their evaluation. */
public interface Prober extends AutoCloseable {
  /**
   * Probes a checkpoint.
   *
   * @return what was found; nothing if the run's spec wants no probe at this checkpoint
   * @throws doublegrok.store.StoreException if the weights are missing or damaged
   * @throws CancellationException if it is cancelled meanwhile
   * @throws RuntimeException if a probe fails
   */
  List<ProbeResult> probe(CheckpointManifest manifest);

  /** Ends the probe at hand, and every later one, soon; from any thread. */
  void cancel();

  @Override
  void close();
}
