package doublegrok.spec;

import doublegrok.spec.Rows.Lister;
import doublegrok.task.Family;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Section {@code model}: the kinds of models there are, and the keys that they have in common. */
final class ModelKeys {
  static final String SECTION = "model.";
  static final int LONGEST_CONTEXT = 4096;
  private static final int SHORTEST_CONTEXT = 2;

  /** The first is what a model is that does not say its kind. */
  private static final List<ModelKind<?>> KINDS =
      List.of(TransformerSpec.KIND, LinearAttentionSpec.KIND);

  private static final Key<String> KIND = Key.choice(
          "kind", KINDS.stream().map(ModelKind::name).toList())
      .or(KINDS.get(0).name())
      .about("The kind of model: a transformer, or the linear attention of Ahn et al. (2023).");

  /** Standard deviation of the initial weights. */
  static final Key<Double> INIT_STD = Key.decimal("init_std", Interval.ABOVE_ZERO_TO_ONE)
      .or(0.02)
      .about("Standard deviation of the initial weights.");

  private ModelKeys() {}

  /** Number of blocks. */
  static <S extends ModelSpec> int layers(Rows<S> in) {
    return in.row(Key.integer("layers", 1, 64).about("Number of blocks."), ModelSpec::layers);
  }

  /**
   * Positions that it can see.
   *
   * @param length of a sequence; empty if unknown
   */
  static <S extends ModelSpec> int context(Rows<S> in, OptionalInt length) {
    int context = Math.min(LONGEST_CONTEXT, length.orElse(SHORTEST_CONTEXT));
    return in.row(
        Key.integer("context", SHORTEST_CONTEXT, LONGEST_CONTEXT)
            .orFrom(context, "the length of a sequence")
            .about("Positions that the model can see at most; more than a sequence leaves room"
                + " for swaps to longer ones."),
        ModelSpec::context);
  }

  /** Standard deviation of the initial weights. */
  static <S extends ModelSpec> double initStd(Rows<S> in) {
    return in.row(INIT_STD, ModelSpec::initStd);
  }

  /** The model of its kind; the arguments as of {@link ModelKind.Section#of}. */
  static ModelSpec of(Rows<ModelSpec> in, OptionalInt length, Optional<Family> family) {
    return kind(in.added(KIND, ModelSpec::kind)).of(in, length, family);
  }

  /** The rules between its keys; the family as of {@link ModelKind.Rules#check}. */
  static void check(ModelSpec model, Optional<Family> family, KeyReader in) {
    kind(model.kind()).check(model, family, in);
  }

  /** What may stand in the section: the keys of the first kind, then what only another has. */
  static List<SpecKey> keys() {
    List<SpecKey> keys = new ArrayList<>();
    new Lister<ModelSpec>(SECTION, keys).row(KIND, ModelSpec::kind);
    List<List<SpecKey>> own = KINDS.stream().map(ModelKeys::keys).toList();
    for (int kind = 0; kind < KINDS.size(); kind++) {
      SpecKey.Only only =
          new SpecKey.Only(SECTION + KIND.name(), KINDS.get(kind).name());
      for (SpecKey key : own.get(kind)) {
        boolean common = own.stream()
            .allMatch(all -> all.stream().anyMatch(each -> each.name().equals(key.name())));
        if (!common) {
          keys.add(new SpecKey(key.name(), key.key(), Optional.of(only)));
        } else if (kind == 0) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  private static List<SpecKey> keys(ModelKind<?> kind) {
    List<SpecKey> keys = new ArrayList<>();
    kind.of(new Lister<>(SECTION, keys), OptionalInt.empty(), Optional.empty());
    return keys;
  }

  private static ModelKind<?> kind(String name) {
    return KINDS.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}
