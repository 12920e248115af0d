package doublegrok.task.families;

import doublegrok.task.FamilyKind;
import doublegrok.task.modular.ModularLinear;
import doublegrok.task.modular.ModularShift;
import java.util.List;
import java.util.Optional;

/** The families there are. */
public final class Families {
  /** Every kind of family. */
  public static final List<FamilyKind> KINDS = List.of(ModularLinear.KIND, ModularShift.KIND);

  private Families() {}

  /** The kind with this name. */
  public static Optional<FamilyKind> named(String name) {
    return KINDS.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
