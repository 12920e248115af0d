package doublegrok.generator;

import doublegrok.log.BatchCodec;
import doublegrok.record.RepeatedSequences;
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
  /**
   * Of batches that are all the same, each has its sequences itself whose index is a multiple of
   * this; the others refer to it. So what a trainer must read before it can go on is bounded, and
   * no reference reaches far behind what the log still keeps.
   */
  static final long WHOLE_EVERY = 256;

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

  /**
   * The batch with this index, as it is on the log: one that repeats an earlier batch of its
   * distribution refers to it.
   */
  public SequenceBatch batch(long index) {
    VersionedDistribution current = history.at(index);
    SequenceBatch.Builder batch = drawn(index, current);
    long first = Math.max(current.fromBatch(), index - index % WHOLE_EVERY);
    if (first < index && sampler(current).repeats(spec.sequences())) {
      batch.setPayload(new RepeatedSequences(first));
    }
    return batch.build();
  }

  /** The batch with this index, with its sequences. */
  public SequenceBatch whole(long index) {
    return drawn(index, history.at(index)).build();
  }

  private SequenceBatch.Builder drawn(long index, VersionedDistribution current) {
    Sequences drawn = sampler(current).batch(index, spec.sequences());
    SequenceBatch.Builder batch = SequenceBatch.newBuilder()
        .setRun(run)
        .setIndex(index)
        .setDistributionVersion(current.version())
        .setSwap(spec.swapAt(index).map(ScheduledSwap::changes).orElse(null))
        .setSeed(spec.seed())
        .setFamily(spec.family().name());
    BatchCodec.put(drawn, batch);
    return batch;
  }

  private TrainingSampler sampler(VersionedDistribution current) {
    return samplers.computeIfAbsent(
        current.version(),
        version -> spec.family().trainingSampler(current.distribution(), spec.seed()));
  }
}
