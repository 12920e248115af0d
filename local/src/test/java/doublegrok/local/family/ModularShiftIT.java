package doublegrok.local.family;

import doublegrok.task.Sequences;
import java.util.List;
import java.util.Optional;

/** Addition of a constant, whose inputs are split for each task. */
final class ModularShiftIT extends FamilyContract {
  private static final int MODULUS = 11;

  @Override
  List<String> keys() {
    return List.of(
        "task.family=modular-shift",
        "task.modulus=" + MODULUS,
        "distribution.tasks=8",
        "distribution.input_fraction=0.7",
        "distribution.shots=4");
  }

  @Override
  Object question(Sequences sequences, int row, int answer) {
    return List.of(
        sequences.latents()[row], Tokens.at(sequences, row, 2 * position(sequences, answer)));
  }

  /** The shifts that fit the examples before the question; each of them is as likely. */
  @Override
  Optional<Double> exactly(Sequences sequences, int row, int answer) {
    int fit = 0;
    int right = 0;
    int shot = position(sequences, answer);
    for (int shift = 0; shift < MODULUS; shift++) {
      boolean fits = true;
      for (int before = 0; before < shot; before++) {
        fits &= solves(sequences, row, before, shift);
      }
      fit += fits ? 1 : 0;
      right += fits && solves(sequences, row, shot, shift) ? 1 : 0;
    }
    return Optional.of((double) right / fit);
  }

  private static boolean solves(Sequences sequences, int row, int shot, int shift) {
    int sum = Tokens.at(sequences, row, 2 * shot) + shift;
    return sum % MODULUS == Tokens.at(sequences, row, 2 * shot + 1);
  }

  private static int position(Sequences sequences, int answer) {
    return sequences.layout().firstShot() + answer;
  }
}
