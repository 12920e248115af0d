package doublegrok.viewer.page;

import doublegrok.control.SwapRules;
import doublegrok.spec.DistributionField;
import doublegrok.spec.DistributionHistory;
import doublegrok.spec.ScheduledSwap;
import java.util.List;
import java.util.OptionalLong;

/**
 * A run's distribution as something to fill in.
 *
 * @param run its name
 * @param batch the batch whose distribution is shown
 * @param version of that distribution
 * @param fields its keys, with what each must be
 * @param planned accepted swaps of batches that are not produced yet, ascending
 * @param earliestBatch first batch that a swap can change, as of now; the generator decides
 * @param endsAtBatch exclusive bound of the run's batches
 * @param stopped whether the run was ended for ever
 */
record DistributionForm(
    String run,
    long batch,
    int version,
    List<DistributionField> fields,
    List<ScheduledSwap> planned,
    long earliestBatch,
    long endsAtBatch,
    boolean stopped) {

  /** The form at a batch; at the earliest that can be changed if none is named. */
  static DistributionForm of(SwapRules outlook, OptionalLong atBatch) {
    long batch = atBatch.orElse(Math.min(outlook.earliest(), outlook.endsAt() - 1));
    return new DistributionForm(
        outlook.run(),
        batch,
        DistributionHistory.planned(outlook.spec()).at(batch).version(),
        DistributionField.at(outlook.spec(), batch),
        outlook.spec().swaps().stream()
            .filter(swap -> swap.atBatch() >= outlook.earliest())
            .toList(),
        outlook.earliest(),
        outlook.endsAt(),
        outlook.stopped());
  }
}
