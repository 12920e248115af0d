package doublegrok.generator;

import doublegrok.log.BatchCodec;
import doublegrok.record.SequenceBatch;
import doublegrok.spec.DistributionHistory;
import doublegrok.spec.RunSpec;
import doublegrok.spec.ScheduledSwap;
import doublegrok.spec.VersionedDistribution;
import doublegrok.task.Sequences;
import doublegrok.task.TrainingSampler;
import java.util.HashMap;
import java.util.Map;

/**
 * Every batch of a run, each a pure function of the effective spec and its index: what the
 * generator publishes, and what an audit compares the log with.
 */
public final class BatchSource {
  private final String run;
  private final RunSpec spec;
  private final DistributionHistory history;
  private final Map<Integer, TrainingSampler> samplers = new HashMap<>();

  /** The batches of a run; the spec's swaps are its whole swap history. */
  public BatchSource(String run, RunSpec spec) {
    this.run = run;
    this.spec = spec;
    this.history = DistributionHistory.planned(spec);
  }

  /** The distribution that a batch is drawn from. */
  public VersionedDistribution distribution(long index) {
    return history.at(index);
  }

  /** The batch with this index. */
  public SequenceBatch batch(long index) {
    VersionedDistribution current = history.at(index);
    TrainingSampler sampler = samplers.computeIfAbsent(
        current.version(),
        version -> spec.family().trainingSampler(current.distribution(), spec.seed()));
    Sequences drawn = sampler.batch(index, spec.sequences());
    SequenceBatch.Builder batch = SequenceBatch.newBuilder()
        .setRun(run)
        .setIndex(index)
        .setDistributionVersion(current.version())
        .setSwap(spec.swapAt(index).map(ScheduledSwap::changes).orElse(null))
        .setSeed(spec.seed())
        .setFamily(spec.family().name());
    BatchCodec.put(drawn, batch);
    return batch.build();
  }
}
