package doublegrok.local.family;

import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.List;
import java.util.Optional;

/**
 * Addition of two numbers: each batch is all pairs that are trained, so that all but the first are
 * on the log as references to it, and after the swap all of them and some twice.
 */
final class ModularAdditionIT extends FamilyContract {
  private static final int MODULUS = 11;

  @Override
  List<String> keys() {
    return List.of(
        "task.family=modular-addition",
        "task.modulus=" + MODULUS,
        "distribution.pair_fraction=0.5",
        "batch.sequences=" + MODULUS * MODULUS / 2,
        "swaps=[{at_batch: 30, set: {distribution.pair_fraction: 0.4}}]");
  }

  @Override
  List<String> model() {
    return List.of(
        "model.design=plain",
        "model.layers=1",
        "model.width=16",
        "model.heads=2",
        "model.tied=false",
        "optimizer.learning_rate=3.0e-3");
  }

  @Override
  Object question(Sequences sequences, int row, int answer) {
    TokenSequences tokens = (TokenSequences) sequences;
    return List.of(tokens.token(row, 0), tokens.token(row, 1));
  }

  /** The sum tells the answer. */
  @Override
  Optional<Double> exactly(Sequences sequences, int row, int answer) {
    TokenSequences tokens = (TokenSequences) sequences;
    int sum = (tokens.token(row, 0) + tokens.token(row, 1)) % MODULUS;
    return Optional.of(sum == tokens.token(row, 3) ? 1.0 : 0.0);
  }
}
