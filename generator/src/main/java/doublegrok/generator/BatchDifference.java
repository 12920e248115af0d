package doublegrok.generator;

import doublegrok.record.RealSequences;
import doublegrok.record.RepeatedSequences;
import doublegrok.record.SequenceBatch;
import doublegrok.record.TokenSequences;
import doublegrok.task.SequenceForm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.avro.Schema;

/** Difference of a batch from what it should be. */
final class BatchDifference {
  private static final String PAYLOAD = "payload";

  private BatchDifference() {}

  /** The first difference in words; empty if there is none. */
  static Optional<String> between(SequenceBatch found, SequenceBatch expected) {
    Optional<String> payload = payload(found, expected);
    if (payload.isPresent()) {
      return payload.map(text -> "batch %d: %s".formatted(expected.getIndex(), text));
    }
    for (Schema.Field field : SequenceBatch.getClassSchema().getFields()) {
      Object is = found.get(field.pos());
      Object should = expected.get(field.pos());
      if (!field.name().equals(PAYLOAD) && !Objects.equals(is, should)) {
        return Optional.of("batch %d: its %s is %s, should be %s"
            .formatted(expected.getIndex(), field.name(), is, should));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> payload(SequenceBatch found, SequenceBatch expected) {
    if (found.getPayload() instanceof RepeatedSequences is) {
      return references(is, expected.getPayload());
    }
    if (expected.getPayload() instanceof RealSequences should) {
      return found.getPayload() instanceof RealSequences is
          ? reals(is, should)
          : Optional.of("its payload is no real sequences");
    }
    TokenSequences should = (TokenSequences) expected.getPayload();
    return found.getPayload() instanceof TokenSequences is
        ? tokens(is, should)
        : Optional.of("its payload is no token sequences");
  }

  private static Optional<String> references(RepeatedSequences is, Object expected) {
    if (is.equals(expected)) {
      return Optional.empty();
    }
    String should = expected instanceof RepeatedSequences other
        ? "those of batch " + other.getBatch()
        : "sequences of its own";
    return Optional.of(
        "its sequences are those of batch %d, should be %s".formatted(is.getBatch(), should));
  }

  private static Optional<String> tokens(TokenSequences is, TokenSequences should) {
    if (is.getLength() != should.getLength()
        || is.getVocabulary() != should.getVocabulary()
        || is.getTokens().remaining() != should.getTokens().remaining()) {
      return Optional.of("its sequences have another shape: %d tokens of %d, length %d"
          .formatted(is.getTokens().remaining(), is.getVocabulary(), is.getLength()));
    }
    int size = new SequenceForm.Tokens(should.getVocabulary()).tokenBytes();
    return latents(is.getLatents(), should.getLatents())
        .or(() -> values(
            "token",
            should.getLength(),
            mismatch(is.getTokens(), should.getTokens(), size),
            at -> Integer.toString(token(is.getTokens(), at, size)),
            at -> Integer.toString(token(should.getTokens(), at, size))));
  }

  private static Optional<String> reals(RealSequences is, RealSequences should) {
    if (is.getLength() != should.getLength()
        || is.getInputWidth() != should.getInputWidth()
        || is.getOutputWidth() != should.getOutputWidth()
        || is.getInputs().remaining() != should.getInputs().remaining()
        || is.getTargets().remaining() != should.getTargets().remaining()) {
      return Optional.of("its sequences have another shape: length %d, %d numbers in, %d out"
          .formatted(is.getLength(), is.getInputWidth(), is.getOutputWidth()));
    }
    int targets = Math.max(1, should.getTargets().remaining() / Float.BYTES);
    return latents(is.getLatents(), should.getLatents())
        .or(() -> numbers(
            "input",
            should.getLength() * should.getInputWidth(),
            is.getInputs(),
            should.getInputs()))
        .or(() -> numbers(
            "target",
            targets / Math.max(1, should.getLatents().size()),
            is.getTargets(),
            should.getTargets()));
  }

  private static Optional<String> numbers(
      String what, int ofSequence, ByteBuffer is, ByteBuffer should) {
    return values(
        what,
        ofSequence,
        mismatch(is, should, Float.BYTES),
        at -> Float.toString(number(is, at)),
        at -> Float.toString(number(should, at)));
  }

  private static Optional<String> latents(List<Integer> is, List<Integer> should) {
    if (is.size() != should.size()) {
      return Optional.of("it has %d latents, should have %d".formatted(is.size(), should.size()));
    }
    for (int sequence = 0; sequence < is.size(); sequence++) {
      if (!is.get(sequence).equals(should.get(sequence))) {
        return Optional.of("the latent of sequence %d is %d, should be %d"
            .formatted(sequence, is.get(sequence), should.get(sequence)));
      }
    }
    return Optional.empty();
  }

  /** The first value that differs, in words; empty if there is none. */
  private static Optional<String> values(
      String what, int ofSequence, int at, IntFunction<String> is, IntFunction<String> should) {
    return at < 0
        ? Optional.empty()
        : Optional.of("%s %d of sequence %d is %s, should be %s"
            .formatted(what, at % ofSequence, at / ofSequence, is.apply(at), should.apply(at)));
  }

  /** Number of the first value that differs, each of so many bytes; negative if there is none. */
  private static int mismatch(ByteBuffer is, ByteBuffer should, int size) {
    int at = is.duplicate().mismatch(should.duplicate());
    return at < 0 ? at : at / size;
  }

  private static int token(ByteBuffer tokens, int at, int size) {
    int first = tokens.position() + at * size;
    int token = Byte.toUnsignedInt(tokens.get(first));
    return size == 1 ? token : token | Byte.toUnsignedInt(tokens.get(first + 1)) << Byte.SIZE;
  }

  private static float number(ByteBuffer numbers, int at) {
    ByteBuffer ordered = numbers.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return ordered.getFloat(numbers.position() + at * Float.BYTES);
  }
}
