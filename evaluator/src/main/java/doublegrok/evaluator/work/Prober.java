package doublegrok.evaluator.work;

import doublegrok.evaluator.probe.Probes;
import doublegrok.model.ComputeDevice;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ProbeResult;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Prober of checkpoints by whatever is too dear to be done along with their evaluation. */
public interface Prober extends AutoCloseable {
  /**
   * One that has probes look at the checkpoints of a store, as the runs' specs say.
   *
   * @param specs reads the runs'
   */
  static Prober of(
      CheckpointStore store, ComputeDevice device, RunSpecs specs, Probes probes, Clock clock) {
    return new CheckpointEvaluator(store, device, specs, probes, clock);
  }

  /** Which of its probes look at a checkpoint. */
  @FunctionalInterface
  interface Choice {
    /** Those of all that look, as the run's spec says. */
    Probes of(Probes all, RunSpec spec);
  }

  /**
   * Probes a checkpoint.
   *
   * @param choice which probes look
   * @param late whether it has taken so long that it must end
   * @return what was found; nothing if no probe looks
   * @throws doublegrok.store.StoreException if the weights are missing or damaged
   * @throws CancellationException if it is late, or cancelled meanwhile
   * @throws RuntimeException if a probe fails
   */
  List<ProbeResult> probe(CheckpointManifest manifest, Choice choice, BooleanSupplier late);

  /** Ends the probe at hand, and every later one, soon; from any thread. */
  void cancel();

  @Override
  void close();
}
