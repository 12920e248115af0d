package doublegrok.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import doublegrok.spec.ModelSpec;
import java.nio.ByteBuffer;

/**
 * Copies what a model is shown to its device, once it is found to fit the model.
 *
 * @param model that is shown it
 */
record TokenInput(ModelSpec model) {
  /** The block's tokens, uint8 [sequences, seen + 1]. */
  NDArray tokens(TokenBlock block, NDManager scope) {
    if (block.seen() > model.context()) {
      throw new IllegalArgumentException(
          "an answer at position %d needs a context of %d tokens, the model has %d"
              .formatted(block.seen(), block.seen(), model.context()));
    }
    requireVocabulary(block.tokens(), block.length());
    return upload(block.usedTokens(), block.seen() + 1, scope);
  }

  /** The block's answer positions, int64 [answers]. */
  NDArray answers(TokenBlock block, NDManager scope) {
    return scope.create(
        block.answerPositions().stream().mapToLong(Integer::longValue).toArray());
  }

  /**
   * Sequences of which the model sees every token, uint8 [sequences, length].
   *
   * @param tokens row-major [sequences, length]
   */
  NDArray seen(byte[] tokens, int length, NDManager scope) {
    if (length < 1 || length > model.context()) {
      throw new IllegalArgumentException(
          "a sequence must have 1..%d tokens (the model's context), had %d"
              .formatted(model.context(), length));
    }
    if (tokens.length == 0 || tokens.length % length != 0) {
      throw new IllegalArgumentException(
          "sequences of %d tokens need a positive multiple of %d bytes, were given %d"
              .formatted(length, length, tokens.length));
    }
    requireVocabulary(tokens, length);
    return upload(tokens, length, scope);
  }

  private void requireVocabulary(byte[] tokens, int length) {
    for (int i = 0; i < tokens.length; i++) {
      if (Byte.toUnsignedInt(tokens[i]) >= model.vocabulary()) {
        throw new IllegalArgumentException(
            "tokens must be 0..%d (the vocabulary), sequence %d has %d at position %d"
                .formatted(
                    model.vocabulary() - 1, i / length, Byte.toUnsignedInt(tokens[i]), i % length));
      }
    }
  }

  private static NDArray upload(byte[] tokens, int length, NDManager scope) {
    Shape shape = new Shape(tokens.length / length, length);
    return scope.create(ByteBuffer.wrap(tokens), shape, DataType.UINT8);
  }
}
