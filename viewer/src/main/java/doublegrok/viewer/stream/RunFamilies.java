package doublegrok.viewer.stream;

import doublegrok.control.RunOrigin;
import doublegrok.task.FamilyLabels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sets and references of the runs' families. A run has one family as long as it lives, so that the
 * specs of the runs that were asked for last need not be read again.
 */
final class RunFamilies {
  private static final int KEPT = 1000;

  private final ViewStores stores;

  /** By run; the one that was asked for last comes last. */
  private final Map<String, FamilyLabels> known = new LinkedHashMap<>(16, 0.75f, true);

  RunFamilies(ViewStores stores) {
    this.stores = stores;
  }

  /** Those of a run; none of a run that was not started yet. */
  synchronized FamilyLabels of(String run) {
    return Optional.ofNullable(known.get(run)).or(() -> read(run)).orElseGet(FamilyLabels::unknown);
  }

  private Optional<FamilyLabels> read(String run) {
    Optional<FamilyLabels> found = stores
        .commands()
        .of(run)
        .firstOf(command -> RunOrigin.of(command, stores.specs()))
        .map(origin -> FamilyLabels.of(origin.spec().family()));
    found.ifPresent(labels -> known.put(run, labels));
    if (known.size() > KEPT) {
      known.remove(known.keySet().iterator().next());
    }
    return found;
  }
}
