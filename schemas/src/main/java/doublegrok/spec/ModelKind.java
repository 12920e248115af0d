package doublegrok.spec;

import doublegrok.task.Family;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Kind of models in run specs.
 *
 * @param name value of {@code model.kind}
 * @param type spec of such a model
 * @param rows that make a spec
 * @param rules between its keys
 */
record ModelKind<S extends ModelSpec>(String name, Class<S> type, Section<S> rows, Rules<S> rules) {
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

  /** Rules between keys of a model's section, and with its family. */
  interface Rules<S> {
    /**
     * Tells a reader what is broken.
     *
     * @param family whose sequences the model reads; empty if unknown
     */
    void check(S model, Optional<Family> family, KeyReader in);
  }

  ModelSpec of(Rows<ModelSpec> in, OptionalInt length, Optional<Family> family) {
    return rows.of(in.as(type), length, family);
  }

  void check(ModelSpec model, Optional<Family> family, KeyReader in) {
    rules.check(type.cast(model), family, in);
  }
}
