package doublegrok.explain;

import doublegrok.task.GrokkingPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the phases of grokking after some evaluations of what is not trained on.
 *
 * <p>Memorisation ends where that loss is largest, which shows once it has fallen below one half of
 * it; below one hundredth cleanup is over. A loss that never rose by half of what it was at first
 * was never that of a model that memorises, and has no phases.
 *
 * @param version distribution version of the evaluations; those of another begin anew
 * @param lastStep last step heard of; -1 before any
 * @param first the first mean loss, in nats
 * @param peak the largest one
 * @param peakStep where it was
 * @param phase the newest that has begun
 */
public record PhaseState(
    int version,
    long lastStep,
    double first,
    double peak,
    long peakStep,
    Optional<GrokkingPhase> phase) {
  private static final double RISE = 1.5;
  private static final double CLEANUP_BELOW = 0.5;
  private static final double STABLE_BELOW = 0.01;

  /** Before any evaluation. */
  public static final PhaseState NONE = new PhaseState(0, -1, 0, 0, -1, Optional.empty());

  /**
   * Beginning of a phase.
   *
   * @param step of the first checkpoint that is in it
   * @param loss there
   */
  public record Begun(GrokkingPhase phase, long step, double loss) {}

  /** A state, and the phases that begin with it. */
  public record Heard(PhaseState state, List<Begun> begun) {}

  /** The state after one more evaluation; steps ascend, and an earlier one changes nothing. */
  public Heard heard(int ofVersion, long step, double loss) {
    if (step <= lastStep || !Double.isFinite(loss)) {
      return new Heard(this, List.of());
    }
    if (lastStep < 0 || ofVersion != version) {
      PhaseState begun = new PhaseState(ofVersion, step, loss, loss, step, Optional.empty());
      return new Heard(begun, List.of());
    }
    if (phase.isEmpty() && loss > peak) {
      return new Heard(at(step, loss, step, phase), List.of());
    }
    List<Begun> begun = begun(step, loss);
    Optional<GrokkingPhase> newest =
        begun.isEmpty() ? phase : Optional.of(begun.get(begun.size() - 1).phase());
    return new Heard(at(step, peak, peakStep, newest), begun);
  }

  private List<Begun> begun(long step, double loss) {
    List<Begun> begun = new ArrayList<>();
    if (phase.isEmpty() && peak >= RISE * first && loss < CLEANUP_BELOW * peak) {
      begun.add(new Begun(GrokkingPhase.CIRCUIT_FORMATION, peakStep, peak));
      begun.add(new Begun(GrokkingPhase.CLEANUP, step, loss));
    }
    boolean cleansUp = !begun.isEmpty() || phase.equals(Optional.of(GrokkingPhase.CLEANUP));
    if (cleansUp && loss < STABLE_BELOW * peak) {
      begun.add(new Begun(GrokkingPhase.STABLE, step, loss));
    }
    return List.copyOf(begun);
  }

  private PhaseState at(long step, double most, long mostAt, Optional<GrokkingPhase> newest) {
    return new PhaseState(version, step, first, most, mostAt, newest);
  }
}
