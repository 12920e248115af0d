package doublegrok.local.command.sweep;

import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import doublegrok.model.ModelState;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.sweep.SweepPlan;
import doublegrok.trainer.compute.SlotTrial;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Estimate of what a sweep takes: its steps, by the time of some on this machine, and its disk.
 *
 * @param specs of all runs
 * @param device to compute on
 * @param stepMillis that a step takes alone, in the middle of three runs
 */
record SweepEstimate(List<RunSpec> specs, ComputeDevice device, double stepMillis) {
  private static final int FLOAT_BYTES = 4;

  /** Weights, and two moments of each. */
  private static final int COPIES = 3;

  SweepEstimate {
    specs = List.copyOf(specs);
  }

  /** By short measurements of the first, the middle and the last run. */
  static SweepEstimate of(SweepPlan plan, RunSpecs reader, DeviceChoice choice) {
    List<RunSpec> specs =
        plan.runs().stream().map(run -> plan.spec(run, reader)).toList();
    ComputeDevice device = ComputeDevice.choose(choice);
    int last = specs.size() - 1;
    double millis = IntStream.of(0, last / 2, last)
        .distinct()
        .mapToDouble(i -> new SlotTrial(specs.get(i), device).millis(1))
        .average()
        .orElseThrow();
    return new SweepEstimate(specs, device, millis);
  }

  /** How many runs at once suit this machine. */
  SlotTrial.Chosen slots(int most) {
    return new SlotTrial(specs.get(specs.size() / 2), device).choose(most);
  }

  /** In a sentence; with nobody knows how many at once, for one worker. */
  String sentence(int atOnce) {
    long steps = specs.stream().mapToLong(spec -> spec.training().steps()).sum();
    double hours = steps * stepMillis / 3.6e6 / Math.max(1, atOnce);
    return String.format(
        Locale.ROOT,
        "%d runs of %d steps in all: about %s with %d at once on a machine like this (a step takes"
            + " %.2g ms), and at most %.2g GB of checkpoints.",
        specs.size(),
        steps,
        time(hours),
        Math.max(1, atOnce),
        stepMillis,
        bytes() / 1e9);
  }

  private static String time(double hours) {
    return hours < 1
        ? String.format(Locale.ROOT, "%.2g minutes", Math.max(0.1, hours * 60))
        : String.format(Locale.ROOT, "%.1f hours", hours);
  }

  private double bytes() {
    return specs.stream().mapToDouble(SweepEstimate::bytes).sum();
  }

  private static double bytes(RunSpec spec) {
    long weights =
        ModelState.initial(spec.model(), spec.optimizer(), spec.seed()).weights().stream()
            .mapToLong(each -> each.values().length)
            .sum();
    long checkpoints = 2 + spec.checkpoint().planned(spec.training().steps());
    return (double) weights * FLOAT_BYTES * COPIES * checkpoints;
  }
}
