package doublegrok.generator;

import doublegrok.record.SequenceBatch;
import doublegrok.record.TokenSequences;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;

/** In what a batch differs from what it should be. */
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
    TokenSequences should = (TokenSequences) expected.getPayload();
    if (!(found.getPayload() instanceof TokenSequences is)) {
      return Optional.of("its payload is no token sequences");
    }
    if (is.getLength() != should.getLength()
        || is.getVocabulary() != should.getVocabulary()
        || is.getTokens().remaining() != should.getTokens().remaining()) {
      return Optional.of("its sequences have another shape: %d tokens of %d, length %d"
          .formatted(is.getTokens().remaining(), is.getVocabulary(), is.getLength()));
    }
    return latents(is.getLatents(), should.getLatents()).or(() -> tokens(is, should));
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

  private static Optional<String> tokens(TokenSequences is, TokenSequences should) {
    int at = is.getTokens().duplicate().mismatch(should.getTokens().duplicate());
    if (at < 0) {
      return Optional.empty();
    }
    return Optional.of("token %d of sequence %d is %d, should be %d"
        .formatted(
            at % should.getLength(),
            at / should.getLength(),
            is.getTokens().get(is.getTokens().position() + at) & 0xFF,
            should.getTokens().get(should.getTokens().position() + at) & 0xFF));
  }
}
