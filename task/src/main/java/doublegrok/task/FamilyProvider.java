package doublegrok.task;

import java.util.List;

/**
 * Source of families outside the program. A jar names its class, which has a public constructor
 * without parameters, in {@code META-INF/services/doublegrok.task.FamilyProvider}.
 */
public interface FamilyProvider {
  /** The families of the jar, at least one. */
  List<FamilyKind> families();
}
