package doublegrok.trainer.compute;

import doublegrok.model.Precision;
import doublegrok.model.PrecisionChoice;
import doublegrok.trainer.compute.StepTimes.Way;
import java.util.List;
import java.util.Optional;

/**
 * Chooser of the numbers that matrix products take.
 *
 * @param asked what a person asked for
 * @param hardware that is at hand
 * @param checkpoint that the run goes on from
 */
record PrecisionChooser(
    Optional<PrecisionChoice> asked, Hardware hardware, Optional<FormerCompute> checkpoint) {
  /** How much faster bfloat16 must be, to be worth its rounding. */
  private static final double WORTH_IT = 1.1;

  /** The precision, unless it takes a measurement. */
  Optional<Choice<Precision>> settled() {
    return switch (asked.orElse(PrecisionChoice.AUTO)) {
      case FLOAT32 -> Optional.of(because(Precision.FLOAT32, "as asked for"));
      case BFLOAT16 -> Optional.of(because(Precision.BFLOAT16, "as asked for"));
      case AUTO -> byItself();
    };
  }

  private Optional<Choice<Precision>> byItself() {
    Optional<Precision> before = checkpoint.flatMap(FormerCompute::products);
    if (before.isPresent()) {
      return Optional.of(because(before.get(), "as the checkpoint's"));
    }
    if (asked.isEmpty()) {
      return Optional.of(because(Precision.FLOAT32, "as nothing else was asked for"));
    }
    return hardware.multipliesBfloat16()
        ? Optional.empty()
        : Optional.of(because(Precision.FLOAT32, "as the device has no units for bfloat16"));
  }

  /** The precision by which a step on so many threads is faster. */
  Choice<Precision> faster(int threads, StepTimes times) {
    List<Double> millis = times.millis(
        List.of(new Way(threads, Precision.FLOAT32), new Way(threads, Precision.BFLOAT16)));
    boolean worthIt = millis.get(0) >= WORTH_IT * millis.get(1);
    return because(
        worthIt ? Precision.BFLOAT16 : Precision.FLOAT32,
        "as a step takes %s ms by float32 and %s ms by bfloat16"
            .formatted(StepTimes.text(millis.get(0)), StepTimes.text(millis.get(1))));
  }

  private Choice<Precision> because(Precision products, String reason) {
    String name = Compute.precision(products, hardware.tensorFloat32());
    Choice<Precision> choice = Choice.of(products, "precision: %s, %s".formatted(name, reason));
    return products != Precision.BFLOAT16 || hardware.multipliesBfloat16()
        ? choice
        : choice.with("bfloat16 is emulated, as %s has no units that multiply it: it is no faster"
                .formatted(hardware.device())
            + " than float32");
  }
}
