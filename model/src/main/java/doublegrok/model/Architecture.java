package doublegrok.model;

import doublegrok.spec.LinearAttentionSpec;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.TransformerSpec;
import java.util.Optional;

/** Architecture of a model: its parameters, and the program that computes with them. */
sealed interface Architecture permits Transformer, PlainTransformer, LinearAttention {
  /** The architecture that a spec says, one line a kind. */
  static Architecture of(ModelSpec model) {
    if (model instanceof LinearAttentionSpec linear) {
      return new LinearAttention(linear);
    }
    TransformerSpec transformer = (TransformerSpec) model;
    return switch (transformer.design()) {
      case PRE_NORM -> new Transformer(transformer);
      case PLAIN -> new PlainTransformer(transformer);
    };
  }

  /** Names, shapes and order of the parameters. */
  ParameterLayout layout();

  /**
   * The program with the spec's numbers as attributes, ready to be loaded; the same bytes for the
   * same arguments.
   *
   * @param optimizer empty for a program that only predicts: its {@code step} changes nothing
   */
  byte[] archive(Optional<OptimizerSpec> optimizer, ProgramForm form);

  /** Whether the program can compute sequences of tokens as {@link Branches}. */
  default boolean branches() {
    return false;
  }
}
