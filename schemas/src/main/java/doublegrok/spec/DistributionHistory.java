package doublegrok.spec;

import doublegrok.task.Distribution;
import java.util.ArrayList;
import java.util.List;

/**
 * History of the distributions that batches are drawn from.
 *
 * @param versions version 0 from batch 0, then one for every swap, by strictly ascending batch
 */
public record DistributionHistory(List<VersionedDistribution> versions) {
  public DistributionHistory {
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("a history must begin with version 0, was empty");
    }
    long next = 0;
    for (int i = 0; i < versions.size(); i++) {
      VersionedDistribution each = versions.get(i);
      if (each.version() != i || each.fromBatch() < next || (i == 0 && each.fromBatch() != 0)) {
        throw new IllegalArgumentException("versions must count up from 0, at ascending batches"
            + " from 0, was version " + each.version() + " from batch " + each.fromBatch()
            + " at position " + i);
      }
      next = each.fromBatch() + 1;
    }
  }

  /** The history that the spec plans: its distribution, then its swaps. */
  public static DistributionHistory planned(RunSpec spec) {
    List<VersionedDistribution> versions = new ArrayList<>();
    Distribution current = spec.distribution();
    versions.add(new VersionedDistribution(0, 0, current));
    for (ScheduledSwap swap : spec.swaps()) {
      current = DistributionChanges.apply(current, swap.changes(), spec.family(), spec.model());
      versions.add(new VersionedDistribution(versions.size(), swap.atBatch(), current));
    }
    return new DistributionHistory(versions);
  }

  /** What the batch with this index, at least 0, is drawn from. */
  public VersionedDistribution at(long batch) {
    if (batch < 0) {
      throw new IllegalArgumentException("a batch index must be at least 0, was " + batch);
    }
    int version = versions.size() - 1;
    while (versions.get(version).fromBatch() > batch) {
      version--;
    }
    return versions.get(version);
  }
}
