package doublegrok.spec;

import doublegrok.spec.text.InvalidSpecException;
import doublegrok.task.Distribution;
import doublegrok.task.Family;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that determines a run's numbers, and nothing that does not (device, threads and
 * addresses are settings of the services).
 *
 * @param seed of data, initial weights and evaluation contexts
 * @param family of latent tasks
 * @param distribution what batches are drawn from until the first swap
 * @param sequences sequences in a batch
 * @param model what is trained
 * @param optimizer the update rule
 * @param schedule of the learning rates
 * @param training how long
 * @param checkpoint when checkpoints are taken
 * @param evaluation how checkpoints are evaluated
 * @param stream bounds of the stream
 * @param swaps scheduled changes of the distribution, by ascending batch
 * @param alerts what is done by itself when something happens
 */
public record RunSpec(
    long seed,
    Family family,
    Distribution distribution,
    int sequences,
    ModelSpec model,
    OptimizerSpec optimizer,
    ScheduleSpec schedule,
    TrainingSpec training,
    CheckpointSpec checkpoint,
    EvaluationSpec evaluation,
    StreamSpec stream,
    List<ScheduledSwap> swaps,
    List<AlertSpec> alerts) {
  public RunSpec {
    swaps = List.copyOf(swaps);
    alerts = List.copyOf(alerts);
  }

  /** The same run with a swap in place of what was planned for its batch. */
  public RunSpec withSwap(ScheduledSwap swap) {
    List<ScheduledSwap> others = new ArrayList<>(swaps);
    others.removeIf(each -> each.atBatch() == swap.atBatch());
    others.add(swap);
    others.sort(Comparator.comparingLong(ScheduledSwap::atBatch));
    return withSwaps(others);
  }

  /** What begins with a batch, if a swap does. */
  public Optional<ScheduledSwap> swapAt(long batch) {
    return swaps.stream().filter(swap -> swap.atBatch() == batch).findFirst();
  }

  /** The same run with another schedule of swaps. */
  public RunSpec withSwaps(List<ScheduledSwap> others) {
    return with(others, alerts);
  }

  /** The same run with other alerts. */
  public RunSpec withAlerts(List<AlertSpec> others) {
    return with(swaps, others);
  }

  /**
   * The same run, of which a part was put in without a look at the others.
   *
   * @param source name of it in faults
   * @throws InvalidSpecException with every rule that is broken
   */
  public RunSpec checked(String source) {
    return changed(source, List.of());
  }

  /**
   * The same run with other values of some keys.
   *
   * @param source name of it in faults
   * @param overrides {@code key=value}
   * @throws InvalidSpecException with every fault at once
   */
  public RunSpec changed(String source, List<String> overrides) {
    return RunSpecs.changed(this, source, overrides);
  }

  private RunSpec with(List<ScheduledSwap> otherSwaps, List<AlertSpec> otherAlerts) {
    return new RunSpec(
        seed,
        family,
        distribution,
        sequences,
        model,
        optimizer,
        schedule,
        training,
        checkpoint,
        evaluation,
        stream,
        otherSwaps,
        otherAlerts);
  }
}
