package doublegrok.trainer;

import doublegrok.model.Precision;
import doublegrok.model.PrecisionChoice;
import doublegrok.record.CheckpointManifest;
import doublegrok.trainer.StepTimes.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses how a run is computed: as it was asked for, otherwise as the checkpoint was that it goes
 * on from, otherwise as a measurement finds best.
 */
final class ComputeChoice {
  /** How much slower than the fastest may be for the sake of fewer threads. */
  private static final double NEARLY = 1.05;

  /** How much faster bfloat16 must be, to be worth its rounding. */
  private static final double WORTH_IT = 1.1;

  /** Beside a GPU there is little to do on the CPU. */
  private static final int THREADS_BESIDE_A_GPU = 4;

  private final ComputeSettings asked;
  private final ComputePlace place;
  private final boolean acceptOtherSettings;
  private final Optional<CheckpointManifest> checkpoint;
  private final StepTimes times;
  private final List<String> reasons = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ComputeChoice(
      ComputeSettings asked,
      ComputePlace place,
      boolean acceptOtherSettings,
      Optional<CheckpointManifest> checkpoint,
      StepTimes times) {
    this.asked = asked;
    this.place = place;
    this.acceptOtherSettings = acceptOtherSettings;
    this.checkpoint = checkpoint;
    this.times = times;
  }

  /**
   * Chooses; measures only what is neither asked for nor settled by a checkpoint.
   *
   * @param checkpoint that the run goes on from
   * @param times of the run's steps
   * @throws IllegalStateException if the checkpoint was computed otherwise, and no other settings
   *     are accepted
   */
  static Computing of(
      ComputeSettings asked,
      ComputePlace place,
      boolean acceptOtherSettings,
      Optional<CheckpointManifest> checkpoint,
      StepTimes times) {
    Computing chosen =
        new ComputeChoice(asked, place, acceptOtherSettings, checkpoint, times).choose();
    if (!acceptOtherSettings) {
      checkpoint.ifPresent(chosen.circumstances()::requireThoseOf);
    }
    return chosen;
  }

  private Computing choose() {
    Optional<Precision> settled = settledPrecision();
    int threads = threads(settled.orElse(Precision.FLOAT32));
    Precision products = settled.orElseGet(() -> fasterPrecision(threads));
    if (products == Precision.BFLOAT16 && !place.multipliesBfloat16()) {
      warnings.add("bfloat16 is emulated, as %s has no units that multiply it: it is no faster than"
              .formatted(place.device())
          + " float32");
    }
    return new Computing(
        new Circumstances(place.device(), threads, products, place.tensorFloat32()),
        reasons,
        warnings);
  }

  private int threads(Precision products) {
    if (asked.threads().isPresent()) {
      return askedThreads(asked.threads().getAsInt());
    }
    Optional<Integer> before = checkpoint
        .filter(each -> !acceptOtherSettings || Circumstances.isOn(place.device(), each))
        .flatMap(Circumstances::threadsOf)
        .filter(this::isWithinTheCores);
    if (before.isPresent()) {
      return because(before.get(), "as the checkpoint's");
    }
    if (place.cuda()) {
      return because(Math.min(THREADS_BESIDE_A_GPU, mostThreads()), "beside the GPU");
    }
    List<Integer> candidates = candidates(mostThreads());
    return candidates.size() == 1
        ? because(1, "as there is no core for more")
        : measuredThreads(candidates, products);
  }

  private int askedThreads(int threads) {
    if (threads > place.cores()) {
      warnings.add(
          "--threads is %d and this machine has cores: %d; the threads wait for each other,"
                  .formatted(threads, place.cores())
              + " which is slow and changes no number");
    }
    return because(threads, "as asked for");
  }

  private boolean isWithinTheCores(int threads) {
    if (threads <= place.cores()) {
      return true;
    }
    if (acceptOtherSettings) {
      return false;
    }
    throw new IllegalStateException(("checkpoint %s was computed on %d threads and this machine has"
            + " cores: %d; --threads %d goes on bit for bit, but slowly, --accept-other-settings"
            + " with as many as suit this machine")
        .formatted(Checkpoints.key(checkpoint.orElseThrow()), threads, place.cores(), threads));
  }

  private int mostThreads() {
    return Math.min(asked.mostThreads(), place.cores());
  }

  /** 1, 2, 4, ... and the limit itself. */
  static List<Integer> candidates(int most) {
    IntStream powers = IntStream.iterate(1, threads -> threads < most, threads -> 2 * threads);
    return Stream.concat(powers.boxed(), Stream.of(most)).toList();
  }

  private int measuredThreads(List<Integer> candidates, Precision products) {
    List<Double> millis = times.millis(
        candidates.stream().map(threads -> new Way(threads, products)).toList());
    double fastest = millis.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    int first = IntStream.range(0, candidates.size())
        .filter(i -> millis.get(i) <= NEARLY * fastest)
        .findFirst()
        .orElseThrow();
    String measured = IntStream.range(0, candidates.size())
        .mapToObj(i -> "%d: %s ms".formatted(candidates.get(i), text(millis.get(i))))
        .collect(Collectors.joining(", "));
    return because(
        candidates.get(first), "the fewest that are nearly as fast as any, a step on " + measured);
  }

  private int because(int threads, String reason) {
    reasons.add("threads: %d, %s".formatted(threads, reason));
    return threads;
  }

  /** The precision, unless it takes a measurement. */
  private Optional<Precision> settledPrecision() {
    PrecisionChoice wanted = asked.precision().orElse(PrecisionChoice.AUTO);
    return switch (wanted) {
      case FLOAT32 -> Optional.of(because(Precision.FLOAT32, "as asked for"));
      case BFLOAT16 -> Optional.of(because(Precision.BFLOAT16, "as asked for"));
      case AUTO -> precisionByItself();
    };
  }

  private Optional<Precision> precisionByItself() {
    Optional<Precision> before = checkpoint.flatMap(Circumstances::productsOf);
    if (before.isPresent()) {
      return Optional.of(because(before.get(), "as the checkpoint's"));
    }
    if (asked.precision().isEmpty()) {
      return Optional.of(because(Precision.FLOAT32, "as nothing else was asked for"));
    }
    return place.multipliesBfloat16()
        ? Optional.empty()
        : Optional.of(because(Precision.FLOAT32, "as the device has no units for bfloat16"));
  }

  private Precision fasterPrecision(int threads) {
    List<Double> millis = times.millis(
        List.of(new Way(threads, Precision.FLOAT32), new Way(threads, Precision.BFLOAT16)));
    boolean worthIt = millis.get(0) >= WORTH_IT * millis.get(1);
    return because(
        worthIt ? Precision.BFLOAT16 : Precision.FLOAT32,
        "as a step takes %s ms by float32 and %s ms by bfloat16"
            .formatted(text(millis.get(0)), text(millis.get(1))));
  }

  private Precision because(Precision products, String reason) {
    String name = Circumstances.precision(products, place.tensorFloat32());
    reasons.add("precision: %s, %s".formatted(name, reason));
    return products;
  }

  private static String text(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%.1f", millis);
  }
}
