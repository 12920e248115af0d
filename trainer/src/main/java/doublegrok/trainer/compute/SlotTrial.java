package doublegrok.trainer.compute;

import doublegrok.model.ComputeDevice;
import doublegrok.model.ModelState;
import doublegrok.model.Precision;
import doublegrok.spec.RunSpec;
import doublegrok.trainer.compute.StepTimes.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Trial of how many runs this machine trains best at once, each on one thread: by steps of all of
 * them side by side.
 *
 * @param spec of one of the runs
 * @param device to compute on
 */
public record SlotTrial(RunSpec spec, ComputeDevice device) {
  private static final double NEARLY = 1.05;

  /**
   * What suits.
   *
   * @param slots how many runs at once
   * @param stepMillis that a step of each then takes
   * @param sentence how that was found
   */
  public record Chosen(int slots, double stepMillis, String sentence) {}

  /** The fewest that together do nearly as many steps a second as any. */
  public Chosen choose(int most) {
    List<Integer> candidates = ThreadChooser.candidates(most);
    List<Double> millis = candidates.stream().map(this::millis).toList();
    List<Double> rates = IntStream.range(0, candidates.size())
        .mapToObj(i -> 1000 * candidates.get(i) / millis.get(i))
        .toList();
    double best = rates.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    int chosen = IntStream.range(0, candidates.size())
        .filter(i -> NEARLY * rates.get(i) >= best)
        .findFirst()
        .orElseThrow();
    String measured = IntStream.range(0, candidates.size())
        .mapToObj(i ->
            String.format(Locale.ROOT, "%d: %.0f steps a second", candidates.get(i), rates.get(i)))
        .collect(Collectors.joining(", "));
    return new Chosen(
        candidates.get(chosen),
        millis.get(chosen),
        "%d at once, the fewest that are nearly as fast as any (%s)"
            .formatted(candidates.get(chosen), measured));
  }

  /** How long a step takes, beside others. */
  public double millis(int together) {
    List<CompletableFuture<Double>> trials = new ArrayList<>();
    for (int i = 0; i < together; i++) {
      trials.add(CompletableFuture.supplyAsync(
          this::alone, task -> new Thread(task, "slot-trial").start()));
    }
    return trials.stream().mapToDouble(CompletableFuture::join).average().orElseThrow();
  }

  private double alone() {
    ModelState state = ModelState.initial(spec.model(), spec.optimizer(), spec.seed());
    return new StepTrial(spec, state, device)
        .millis(List.of(new Way(1, Precision.FLOAT32)))
        .get(0);
  }
}
