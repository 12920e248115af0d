package doublegrok.local.family;

import doublegrok.task.FamilyKind;
import doublegrok.task.FamilyProvider;
import doublegrok.task.Sequences;
import doublegrok.task.families.Families;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A chain of many tokens, whose length a swap changes, with weights and one reference. */
final class ChainFamilyIT extends FamilyContract {
  /** Provider that a jar names so that the program finds its families. */
  public static final class Provider implements FamilyProvider {
    @Override
    public List<FamilyKind> families() {
      return List.of(ChainFamily.KIND);
    }
  }

  @Override
  Families families() {
    return Families.of(ChainFamily.KIND);
  }

  @Override
  List<String> keys() {
    return List.of(
        "task.family=chain",
        "task.jump=0.5",
        "distribution.length=12",
        "swaps=[{at_batch: 30, set: {distribution.length: 7}}]");
  }

  @Override
  List<String> options(Path directory) throws Exception {
    return ProviderJar.options(directory, Provider.class);
  }

  @Override
  Object question(Sequences sequences, int row, int answer) {
    return Tokens.at(sequences, row, answer);
  }

  /** Half of all steps go on to the next token, a sixteenth to each of eight. */
  @Override
  Optional<Double> exactly(Sequences sequences, int row, int answer) {
    int before = Tokens.at(sequences, row, answer);
    int after = Tokens.at(sequences, row, answer + 1);
    double onwards = after == before + 1 || (before == 299 && after == 0) ? 1.0 / 2 : 0;
    double jumped = after >= 256 && after <= 263 ? 1.0 / 16 : 0;
    return Optional.of(onwards + jumped);
  }
}
