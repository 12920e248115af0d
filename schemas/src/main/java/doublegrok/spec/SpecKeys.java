package doublegrok.spec;

import doublegrok.task.FamilyKind;
import doublegrok.task.families.Families;
import doublegrok.task.key.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** List of what may stand in run specs, from the rows that they are read by. */
public final class SpecKeys {
  /** The key of a probe's rhythm, below its name or in place of its map. */
  public static final Key<Integer> PROBE = EvaluationKeys.EVERY;

  /** What a probe's name must match. */
  public static final String PROBE_NAME = EvaluationKeys.NAME.pattern();

  /** What the keys of a probe's means must match. */
  public static final String MEAN_NAME = EvaluationKeys.MEAN.pattern();

  /** How many swaps there may be. */
  public static final int MOST_SWAPS = SwapKeys.LIST.most();

  /** How many alerts there may be. */
  public static final int MOST_ALERTS = AlertKeys.LIST.most();

  private final Families families;

  /** The keys of specs of these families. */
  public SpecKeys(Families families) {
    this.families = families;
  }

  /** Those of one family's specs, but for {@code probes} and the lists, in canonical order. */
  public List<SpecKey> of(FamilyKind kind) {
    return RunKeys.keys(kind, families);
  }

  /** Those of a swap besides {@code set}, which changes the distribution. */
  public static List<SpecKey> swap() {
    List<SpecKey> keys = new ArrayList<>();
    ScheduledSwap.of(new Rows.Lister<>("", keys), Map.of());
    return keys;
  }

  /** Those of an alert besides {@code set}, which changes what a fork may. */
  public static List<SpecKey> alert() {
    List<SpecKey> keys = new ArrayList<>();
    AlertSpec.of(new Rows.Lister<>("", keys), Map.of());
    return keys;
  }
}
