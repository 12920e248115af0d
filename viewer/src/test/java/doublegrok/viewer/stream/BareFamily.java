package doublegrok.viewer.stream;

import doublegrok.spec.RunSpecs;
import doublegrok.task.Family;
import doublegrok.task.FamilyKind;
import doublegrok.task.families.Families;
import doublegrok.task.key.Values;
import doublegrok.task.modular.ModularShift;
import doublegrok.task.modular.addition.ModularAddition;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

/** A family with right answers but without references, which says what is right by chance. */
final class BareFamily {
  static final double UNSKILLED = 0.25;

  /** The kind in run specs. */
  static final FamilyKind KIND = new FamilyKind(
      "bare", ModularShift.KIND.task(), ModularShift.KIND.distribution(), BareFamily::of);

  /** A reader of specs of this family, and of the one that it is made of. */
  static final RunSpecs SPECS = 
      new RunSpecs(Families.of(ModularShift.KIND, ModularAddition.KIND, KIND));

  private BareFamily() {}

  private static Family of(Values values) {
    Family shift = ModularShift.KIND.create().apply(values);
    return (Family) Proxy.newProxyInstance(
        Family.class.getClassLoader(),
        new Class<?>[] {Family.class},
        (proxy, method, arguments) -> switch (method.getName()) {
          case "kind" -> KIND;
          case "name" -> KIND.name();
          case "references" -> arguments == null ? List.of() : Optional.empty();
          case "unskilledAccuracy" -> Optional.of(UNSKILLED);
          default -> method.invoke(shift, arguments);
        });
  }
}
