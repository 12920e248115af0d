package doublegrok.explain.effect;

import java.util.Optional;

/**
 * Effect of a change on the answers to one set's questions.
 *
 * @param lastShot accuracy at the most shots; empty where no answer is right or wrong
 * @param allShots accuracy over all shots; empty likewise
 * @param twinLoss mean loss of the twin's answers over all shots
 * @param loss difference of the mean losses
 */
public record SetEffect(
    Optional<PairedAccuracy> lastShot,
    Optional<PairedAccuracy> allShots,
    double twinLoss,
    Effect loss) {
  /**
   * The effect by two models' answers.
   *
   * @throws IllegalArgumentException if they were not asked the same number of questions
   */
  public static SetEffect of(Answers twin, Answers changed) {
    double[] before = twin.sequenceLosses();
    double[] after = changed.sequenceLosses();
    double[] differences = new double[before.length];
    double sum = 0;
    for (int sequence = 0; sequence < before.length; sequence++) {
      differences[sequence] = after[sequence] - before[sequence];
      sum += before[sequence];
    }
    boolean counted = twin.areRightOrWrong();
    return new SetEffect(
        counted ? Optional.of(PairedAccuracy.of(twin.last(), changed.last())) : Optional.empty(),
        counted ? Optional.of(PairedAccuracy.of(twin, changed)) : Optional.empty(),
        sum / before.length,
        Effect.ofMean(differences));
  }
}
