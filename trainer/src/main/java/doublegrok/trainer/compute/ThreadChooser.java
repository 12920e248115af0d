package doublegrok.trainer.compute;

import doublegrok.model.Precision;
import doublegrok.trainer.compute.StepTimes.Way;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooser of the number of threads that compute.
 *
 * @param asked what a person asked for
 * @param hardware that is at hand
 * @param acceptOtherSettings whether a checkpoint that was computed otherwise may be gone on from
 * @param checkpoint that the run goes on from
 */
record ThreadChooser(
    ComputeSettings asked,
    Hardware hardware,
    boolean acceptOtherSettings,
    Optional<FormerCompute> checkpoint) {
  /** How much slower than the fastest may be for the sake of fewer threads. */
  private static final double NEARLY = 1.05;

  /** Beside a GPU there is little to do on the CPU. */
  private static final int THREADS_BESIDE_A_GPU = 4;

  /**
   * Chooses.
   *
   * @param products that a measurement is made with
   */
  Choice<Integer> choose(Precision products, StepTimes times) {
    if (asked.threads().isPresent()) {
      return asked(asked.threads().getAsInt());
    }
    Optional<Integer> before = checkpoint
        .filter(each -> !acceptOtherSettings || each.isOn(hardware.device()))
        .flatMap(FormerCompute::threads)
        .filter(this::isWithinTheCores);
    if (before.isPresent()) {
      return because(before.get(), "as the checkpoint's");
    }
    if (hardware.cuda()) {
      return because(Math.min(THREADS_BESIDE_A_GPU, most()), "beside the GPU");
    }
    List<Integer> candidates = candidates(most());
    return candidates.size() == 1
        ? because(1, "as there is no core for more")
        : measured(candidates, products, times);
  }

  private Choice<Integer> asked(int threads) {
    Choice<Integer> choice = because(threads, "as asked for");
    return threads <= hardware.cores()
        ? choice
        : choice.with("--threads is %d and this machine has cores: %d; the threads wait for each"
                .formatted(threads, hardware.cores())
            + " other, which is slow and changes no number");
  }

  private boolean isWithinTheCores(int threads) {
    if (threads <= hardware.cores()) {
      return true;
    }
    if (acceptOtherSettings) {
      return false;
    }
    throw new IllegalStateException(("checkpoint %s was computed on %d threads and this machine has"
            + " cores: %d; --threads %d goes on bit for bit, but slowly, --accept-other-settings"
            + " with as many as suit this machine")
        .formatted(checkpoint.orElseThrow().name(), threads, hardware.cores(), threads));
  }

  private int most() {
    return Math.min(asked.mostThreads(), hardware.cores());
  }

  /** 1, 2, 4, ... and the limit itself. */
  static List<Integer> candidates(int most) {
    IntStream powers = IntStream.iterate(1, threads -> threads < most, threads -> 2 * threads);
    return Stream.concat(powers.boxed(), Stream.of(most)).toList();
  }

  private static Choice<Integer> measured(
      List<Integer> candidates, Precision products, StepTimes times) {
    List<Double> millis = times.millis(
        candidates.stream().map(threads -> new Way(threads, products)).toList());
    double fastest = millis.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    int first = IntStream.range(0, candidates.size())
        .filter(i -> millis.get(i) <= NEARLY * fastest)
        .findFirst()
        .orElseThrow();
    String measured = IntStream.range(0, candidates.size())
        .mapToObj(i -> "%d: %s ms".formatted(candidates.get(i), StepTimes.text(millis.get(i))))
        .collect(Collectors.joining(", "));
    return because(
        candidates.get(first), "the fewest that are nearly as fast as any, a step on " + measured);
  }

  private static Choice<Integer> because(int threads, String reason) {
    return Choice.of(threads, "threads: %d, %s".formatted(threads, reason));
  }
}
