package doublegrok.local.command.checkpoint;

import doublegrok.control.Counterfactual;
import doublegrok.log.RecordKeys;
import doublegrok.record.CheckpointManifest;
import doublegrok.spec.RunSpec;
import java.util.List;
import java.util.OptionalLong;

/**
 * Plan of an explanation: what is forked from where, how far it is trained, and what that costs at
 * most.
 *
 * @param run that is explained
 * @param from checkpoint of it that all forks begin with
 * @param until last step of all forks
 * @param forks the unchanged twin first
 */
record ExplainPlan(String run, CheckpointManifest from, long until, List<Counterfactual> forks) {
  private static final long MB = 1_000_000;
  private static final int TOKEN_BYTES = 4;

  ExplainPlan {
    forks = List.copyOf(forks);
  }

  /**
   * Bounds that a person sets.
   *
   * @param window steps to train; empty for twice the way to the event, of four checkpoints at
   *     least
   * @param prefix of the forks' names; empty for the run's and the step
   * @param mostRuns the twin included
   * @param mostBytes of checkpoints and batches
   */
  record Bounds(OptionalLong window, String prefix, int mostRuns, long mostBytes) {}

  /**
   * The plan.
   *
   * @param from checkpoint to begin with
   * @param then spec of the run at that checkpoint
   * @param event step that is to be explained
   * @param changes each of which makes a fork; none for the usual ones
   * @throws IllegalArgumentException if it is out of bounds, or a change is none or not sound
   */
  static ExplainPlan of(
      CheckpointManifest from,
      RunSpec then,
      long event,
      List<List<String>> changes,
      Bounds bounds) {
    String run = from.getRun();
    long step = from.getStep();
    long until = until(from, then, event, bounds.window());
    String prefix = bounds.prefix().isEmpty() ? Counterfactual.prefix(run, step) : bounds.prefix();
    List<Counterfactual> forks = Counterfactual.of(run, then, step, changes, prefix);
    forks.forEach(fork -> RecordKeys.checkedRunName(fork.name()));
    refuseMoreThan(bounds.mostRuns(), forks.size() - 1);
    ExplainPlan plan = new ExplainPlan(run, from, until, forks);
    if (plan.bytes() > bounds.mostBytes()) {
      throw new IllegalArgumentException(
          "%s; at most %d MB may be; give a shorter --for, fewer --with, or more with --disk"
              .formatted(plan.cost(), bounds.mostBytes() / MB));
    }
    return plan;
  }

  /** The unchanged one. */
  Counterfactual twin() {
    return forks.get(0);
  }

  /** Steps of each fork. */
  long steps() {
    return until - from.getStep();
  }

  /** The most that all forks put on disks, in bytes: checkpoints, and batches on the log. */
  long bytes() {
    RunSpec spec = twin().spec();
    long checkpoints = steps() / spec.checkpoint().every() + 1;
    long each = from.getWeights().getSizeBytes() + from.getOptimizer().getSizeBytes();
    long batch = (long) spec.sequences() * spec.model().context() * TOKEN_BYTES;
    return forks.size() * (checkpoints * each + steps() * batch);
  }

  /** For example {@code 4 runs of 200 steps from step 650 to 850 take at most 31 MB}. */
  String cost() {
    return "%d runs of %d steps, from step %d to %d, take at most %d MB of disk"
        .formatted(forks.size(), steps(), from.getStep(), until, (bytes() + MB - 1) / MB);
  }

  private static void refuseMoreThan(int most, int changed) {
    if (changed + 1 > most) {
      throw new IllegalArgumentException(
          "%d runs would be made, the twin and %d changed ones; at most %d may be: give fewer"
                  .formatted(changed + 1, changed, most)
              + " --with, or more with --at-most");
    }
  }

  private static long until(
      CheckpointManifest from, RunSpec then, long event, OptionalLong window) {
    long step = from.getStep();
    long last = then.training().steps();
    long every = then.checkpoint().every();
    if (step >= last) {
      throw new IllegalArgumentException(
          "run '%s' ends with its checkpoint at step %d: name an --at before"
              .formatted(from.getRun(), step));
    }
    if (window.isPresent() && window.getAsLong() > last - step) {
      throw new IllegalArgumentException(
          "--for must be at most %d, the steps from the checkpoint at step %d to the run's end at"
                  .formatted(last - step, step)
              + " %d, was %d".formatted(last, window.getAsLong()));
    }
    long usual = Math.max(2 * (event - step), 4 * every);
    long whole = (step + usual + every - 1) / every * every;
    return window.isPresent() ? step + window.getAsLong() : Math.min(last, whole);
  }
}
