package doublegrok.spec;

import doublegrok.task.Distribution;

/**
 * A distribution in a run's history.
 *
 * @param version 0 before any swap, then one more with each
 * @param fromBatch first batch index that has it
 * @param distribution what batches are drawn from
 */
public record VersionedDistribution(int version, long fromBatch, Distribution distribution) {}
