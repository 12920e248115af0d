package doublegrok.trainer.compute;

import doublegrok.model.Precision;
import doublegrok.model.ProgramVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooser of how a run is computed: as it was asked for, otherwise as the checkpoint was that it
 * goes on from, otherwise as a measurement finds best.
 *
 * @param asked what a person asked for
 * @param hardware that is at hand
 * @param acceptOtherSettings whether a checkpoint that was computed otherwise may be gone on from
 * @param checkpoint that the run goes on from
 */
public record ComputeChooser(
    ComputeSettings asked,
    Hardware hardware,
    boolean acceptOtherSettings,
    Optional<FormerCompute> checkpoint) {

  /**
   * Chooses; measures only what is neither asked for nor settled by a checkpoint.
   *
   * @param times of the run's steps
   * @throws IllegalStateException if the checkpoint was computed otherwise, and no other settings
   *     are accepted
   */
  public ChosenCompute choose(StepTimes times) {
    PrecisionChooser precisions = new PrecisionChooser(asked.precision(), hardware, checkpoint);
    ThreadChooser threadChooser =
        new ThreadChooser(asked, hardware, acceptOtherSettings, checkpoint);
    Optional<Choice<Precision>> settled = precisions.settled();
    Choice<Integer> threads =
        threadChooser.choose(settled.map(Choice::value).orElse(Precision.FLOAT32), times);
    Choice<Precision> products = settled.orElseGet(() -> precisions.faster(threads.value(), times));
    ProgramVersion program =
        checkpoint.flatMap(FormerCompute::program).orElse(ProgramVersion.newest());
    List<String> reasons = new ArrayList<>(
        settled.isPresent()
            ? List.of(products.reason(), threads.reason())
            : List.of(threads.reason(), products.reason()));
    if (program != ProgramVersion.newest()) {
      reasons.add("program: %s, as the checkpoint's".formatted(program.text()));
    }
    ChosenCompute chosen = new ChosenCompute(
        new Compute(
            hardware.device(),
            threads.value(),
            products.value(),
            hardware.tensorFloat32(),
            program),
        reasons,
        both(threads.warnings(), products.warnings()));
    if (!acceptOtherSettings) {
      checkpoint.ifPresent(chosen.compute()::requireThatOf);
    }
    return chosen;
  }

  private static List<String> both(List<String> first, List<String> then) {
    List<String> both = new ArrayList<>(first);
    both.addAll(then);
    return both;
  }
}
