package doublegrok.spec;

import doublegrok.task.FamilyKind;
import doublegrok.task.families.Families;
import doublegrok.task.key.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key of run specs, as whoever describes them sees it: from the rows that they are read by.
 *
 * @param name dotted, for example {@code model.width}
 * @param key its rule, its fallback and what it means
 * @param only where it may stand; empty if it may everywhere
 */
public record SpecKey(String name, Key<?> key, Optional<Only> only) {
  /** The key of a probe's rhythm, below its name or in place of its map. */
  public static final Key<Integer> PROBE = EvaluationKeys.EVERY;

  /** The key in a probe's map of its looks around transitions. */
  public static final Key<Integer> PROBE_AROUND = EvaluationKeys.AROUND_TRANSITIONS;

  /** What a probe's name must match. */
  public static final String PROBE_NAME = EvaluationKeys.NAME.pattern();

  /** What the keys of a probe's means must match. */
  public static final String MEAN_NAME = EvaluationKeys.MEAN.pattern();

  /** How many swaps there may be. */
  public static final int MOST_SWAPS = SwapKeys.LIST.most();

  /** How many alerts there may be. */
  public static final int MOST_ALERTS = AlertKeys.LIST.most();

  /**
   * Condition of a key.
   *
   * @param key of the same section that decides
   * @param value what it must be
   */
  public record Only(String key, String value) {}

  /** Whether it must be given, where it may stand. */
  public boolean required() {
    return key.fallback().isEmpty();
  }

  /** Whether it is the key that decides, and has the value needed where it is absent. */
  public boolean isByItself(Only only) {
    return name.equals(only.key()) && fallback(key).equals(Optional.of(only.value()));
  }

  private static <T> Optional<String> fallback(Key<T> key) {
    return key.fallback().map(key.rule().text());
  }

  /** The section that it stands in; empty if in none. */
  public String section() {
    return KeyValues.section(name);
  }

  /**
   * Those of one family's specs, but for {@code probes} and the lists, in canonical order.
   *
   * @param families that specs may name
   */
  public static List<SpecKey> of(FamilyKind kind, Families families) {
    return RunKeys.keys(kind, families);
  }

  /** Those of a swap besides {@code set}, which changes the distribution. */
  public static List<SpecKey> ofSwap() {
    List<SpecKey> keys = new ArrayList<>();
    ScheduledSwap.of(new Rows.Lister<>("", keys), Map.of());
    return keys;
  }

  /** Those of an alert besides {@code set}, which changes what a fork may. */
  public static List<SpecKey> ofAlert() {
    List<SpecKey> keys = new ArrayList<>();
    AlertSpec.of(new Rows.Lister<>("", keys), Map.of());
    return keys;
  }
}
