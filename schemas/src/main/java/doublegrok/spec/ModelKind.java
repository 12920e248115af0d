package doublegrok.spec;

import doublegrok.task.Family;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * Kind of models in run specs.
 *
 * @param name value of {@code model.kind}
 * @param type spec of such a model
 * @param rows that make a spec
 * @param rules between its keys, told to a reader
 */
record ModelKind<S extends ModelSpec>(
    String name, Class<S> type, Section<S> rows, BiConsumer<S, KeyReader> rules) {
  /** Rows of a model's section. */
  interface Section<S> {
    /**
     * The model.
     *
     * @param length of a sequence, the context unless it is given; empty if unknown
     * @param family whose sequences it reads; empty if unknown
     */
    S of(Rows<S> in, OptionalInt length, Optional<Family> family);
  }

  ModelSpec of(Rows<ModelSpec> in, OptionalInt length, Optional<Family> family) {
    return rows.of(in.as(type), length, family);
  }

  void check(ModelSpec model, KeyReader in) {
    rules.accept(type.cast(model), in);
  }
}
