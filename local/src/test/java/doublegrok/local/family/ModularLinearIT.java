package doublegrok.local.family;

import doublegrok.task.Sequences;
import java.util.List;
import java.util.Optional;

/** Linear functions of two variables, whose inputs are split once for all tasks. */
final class ModularLinearIT extends FamilyContract {
  private static final int MODULUS = 5;

  @Override
  List<String> keys() {
    return List.of(
        "task.family=modular-linear",
        "task.modulus=" + MODULUS,
        "distribution.tasks=8",
        "distribution.input_fraction=0.7",
        "distribution.shots=5");
  }

  @Override
  Object question(Sequences sequences, int row, int answer) {
    int start = 3 * (sequences.layout().firstShot() + answer);
    return List.of(Tokens.at(sequences, row, start), Tokens.at(sequences, row, start + 1));
  }

  /** The coefficients that fit the examples before the question; each pair is as likely. */
  @Override
  Optional<Double> exactly(Sequences sequences, int row, int answer) {
    int fit = 0;
    int right = 0;
    int shot = sequences.layout().firstShot() + answer;
    for (int a = 0; a < MODULUS; a++) {
      for (int b = 0; b < MODULUS; b++) {
        boolean fits = true;
        for (int before = 0; before < shot; before++) {
          fits &= solves(sequences, row, before, a, b);
        }
        fit += fits ? 1 : 0;
        right += fits && solves(sequences, row, shot, a, b) ? 1 : 0;
      }
    }
    return Optional.of((double) right / fit);
  }

  private static boolean solves(Sequences sequences, int row, int shot, int a, int b) {
    int sum = a * Tokens.at(sequences, row, 3 * shot) + b * Tokens.at(sequences, row, 3 * shot + 1);
    return sum % MODULUS == Tokens.at(sequences, row, 3 * shot + 2);
  }
}
