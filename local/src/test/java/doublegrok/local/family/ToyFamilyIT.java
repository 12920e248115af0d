package doublegrok.local.family;

import doublegrok.task.FamilyKind;
import doublegrok.task.FamilyProvider;
import doublegrok.task.RealSequences;
import doublegrok.task.Sequences;
import doublegrok.task.families.Families;
import java.nio.file.Path;
import java.util.List;

/** The family of docs/how-to/family.md, real-valued and from a jar. */
final class ToyFamilyIT extends FamilyContract {
  /** Provider that a jar names so that the program finds its families. */
  public static final class Provider implements FamilyProvider {
    @Override
    public List<FamilyKind> families() {
      return List.of(ToyFamily.KIND);
    }
  }

  @Override
  Families families() {
    return Families.of(ToyFamily.KIND);
  }

  @Override
  List<String> keys() {
    return List.of("task.family=slopes", "distribution.tasks=8", "distribution.shots=6");
  }

  @Override
  List<String> options(Path directory) throws Exception {
    return ProviderJar.options(directory, Provider.class);
  }

  @Override
  Object question(Sequences sequences, int row, int answer) {
    RealSequences reals = (RealSequences) sequences;
    int shots = reals.layout().length();
    return List.of(reals.latents()[row], reals.inputs()[2 * (row * shots + answer)]);
  }
}
