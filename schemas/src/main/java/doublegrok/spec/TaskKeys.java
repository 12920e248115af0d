package doublegrok.spec;

import doublegrok.task.Family;
import doublegrok.task.FamilyKind;
import doublegrok.task.families.Families;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code task}: the family and the keys of its own.
 *
 * @param family that is named; empty if a key of the section has a fault
 * @param distribution its keys below {@code distribution}; if it is unknown, those that all have
 * @param evaluation its keys below {@code evaluation}; if it is unknown, none
 */
record TaskKeys(Optional<Family> family, List<Key<?>> distribution, List<Key<?>> evaluation) {
  private static final String SECTION = "task";
  private static final String FAMILY = "task.family";

  static TaskKeys read(KeyReader in, Families families) {
    Rows<Family> rows = in.rows(SECTION + ".");
    String name = rows.row(family(families.names()), TaskKeys::name);
    if (!in.sound(FAMILY)) {
      return unknown(in, families);
    }
    FamilyKind kind = families.named(name).orElseThrow();
    Values values = rows.rows(kind.task(), Family::values);
    return new TaskKeys(
        in.sound(SECTION) ? made(in, kind, values) : Optional.empty(),
        kind.distribution(),
        kind.evaluation());
  }

  /** Any family's keys may be meant. */
  private static TaskKeys unknown(KeyReader in, Families families) {
    List<Key<?>> all = families.kinds().get(0).distribution();
    for (FamilyKind kind : families.kinds()) {
      kind.task().forEach(key -> in.any(key.below(SECTION).name()));
      kind.distribution()
          .forEach(key -> in.any(key.below(DistributionKeys.SECTION).name()));
      kind.evaluation().forEach(key -> in.any(key.below(EvaluationKeys.SECTION).name()));
      all = all.stream().filter(kind.distribution()::contains).toList();
    }
    return new TaskKeys(Optional.empty(), all, List.of());
  }

  private static Optional<Family> made(KeyReader in, FamilyKind kind, Values values) {
    try {
      return Optional.of(kind.create().apply(values));
    } catch (IllegalArgumentException refused) {
      in.broken(FAMILY, " " + kind.name() + " cannot be made of its keys: " + refused.getMessage());
      return Optional.empty();
    }
  }

  /** Writes the section. */
  static void write(Rows<Family> out, FamilyKind kind) {
    out.row(family(List.of(kind.name())), TaskKeys::name);
    out.rows(kind.task(), Family::values);
  }

  /** The key of the family, which may have these names. */
  static Key<String> family(List<String> names) {
    return Key.choice("family", names).about("The family of latent tasks.");
  }

  static String name(Family family) {
    return family.kind().name();
  }
}
