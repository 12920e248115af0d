package doublegrok.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.record.SequenceBatch;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From sequences to the log and back. */
final class BatchCodecTest {
  private static final int COUNT = 5;
  private static final List<Integer> ANSWERS = List.of(1, 3, 4);

  static Stream<Sequences> sequences() {
    return Stream.of(
        tokens(new SequenceLayout(11, 6, ANSWERS, 0), 1),
        tokens(new SequenceLayout(256, 6, ANSWERS, 2), 2),
        tokens(new SequenceLayout(257, 6, ANSWERS, 0), 3),
        tokens(new SequenceLayout(1000, 6, ANSWERS, 0), 4),
        tokens(new SequenceLayout(65_536, 6, ANSWERS, 0), 5),
        tokens(
            new SequenceLayout(new SequenceForm.Tokens(11), 6, ANSWERS, List.of(1f, 0f, .25f), 0),
            6),
        reals(new SequenceLayout(new SequenceForm.Reals(3, 2), 6, ANSWERS, 0), 7),
        reals(
            new SequenceLayout(new SequenceForm.Reals(1, 1), 6, List.of(0, 5), List.of(2f, 1f), 1),
            8));
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void theyComeBackAsTheyWere(Sequences sequences) {
    SequenceBatch batch = batch(sequences);

    assertThat(BatchCodec.sequences(batch).sameAs(sequences)).isTrue();
    byte[] bytes = Topics.BATCHES.codec().encode(batch);
    assertThat(BatchCodec.sequences(Topics.BATCHES.codec().decode(bytes)).sameAs(sequences))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void anyFlippedBitOfTheValuesIsRefused(Sequences sequences) {
    int size = buffers(batch(sequences)).mapToInt(ByteBuffer::remaining).sum();
    for (int at = 0; at < size; at++) {
      SequenceBatch flipped = batch(sequences.rows(0, COUNT));
      int rest = at;
      for (ByteBuffer buffer : buffers(flipped).toList()) {
        if (rest >= 0 && rest < buffer.remaining()) {
          buffer.put(rest, (byte) (buffer.get(rest) ^ 1 << at % 8));
        }
        rest -= buffer.remaining();
      }
      assertThatThrownBy(() -> BatchCodec.sequences(flipped))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("its checksum is ");
    }
  }

  @Test
  void todaysBatchesHaveTodaysPayload() {
    TokenSequences tokens = tokens(new SequenceLayout(11, 6, ANSWERS, 0), 1);
    SequenceBatch batch = batch(tokens);
    var payload = (doublegrok.record.TokenSequences) batch.getPayload();

    assertThat(payload.getTokens()).isEqualTo(ByteBuffer.wrap(tokens.bytes()));
    assertThat(payload.getVocabulary()).isEqualTo(11);
    assertThat(payload.getLength()).isEqualTo(6);
    assertThat(batch.getAnswerPositions()).isEqualTo(ANSWERS);
    assertThat(batch.getAnswerWeights()).isNull();
  }

  @Test
  void soundChecksumsDoNotSaveUnsoundValues() {
    var infinite = new doublegrok.record.RealSequences(
        1, 1, 1, ByteBuffer.wrap(new byte[] {0, 0, (byte) 0x80, 0x7F}), number(), List.of(0));
    assertRefused(infinite, "inputs must be finite, sequence 0 has Infinity as its number 0");
    var cut =
        new doublegrok.record.RealSequences(1, 1, 1, ByteBuffer.allocate(3), number(), List.of(0));
    assertRefused(cut, "a multiple of as many, were given 3 bytes");
    var wide = new doublegrok.record.RealSequences(
        Integer.MAX_VALUE, 1, 1, number(), number(), List.of(0));
    assertRefused(wide, "inputs and outputs of a position must be 1..4096");
    var endless = new doublegrok.record.RealSequences(
        4096, 1, Integer.MAX_VALUE, number(), number(), List.of(0));
    assertRefused(endless, "each need 8796093018112 numbers, were given 1");
  }

  private static void assertRefused(doublegrok.record.RealSequences payload, String reason) {
    SequenceBatch batch = SequenceBatch.newBuilder(Sample.batch().value())
        .setSequences(1)
        .setAnswerPositions(List.of(0))
        .setPayload(payload)
        .setChecksum(BatchChecksum.of(payload))
        .build();
    assertThatThrownBy(() -> BatchCodec.sequences(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static ByteBuffer number() {
    return ByteBuffer.allocate(Float.BYTES);
  }

  private static Stream<ByteBuffer> buffers(SequenceBatch batch) {
    return batch.getPayload() instanceof doublegrok.record.RealSequences reals
        ? Stream.of(reals.getInputs(), reals.getTargets())
        : Stream.of(((doublegrok.record.TokenSequences) batch.getPayload()).getTokens());
  }

  private static SequenceBatch batch(Sequences sequences) {
    SequenceBatch.Builder batch = SequenceBatch.newBuilder(Sample.batch().value());
    BatchCodec.put(sequences, batch);
    return batch.build();
  }

  private static TokenSequences tokens(SequenceLayout layout, long seed) {
    Random random = new Random(seed);
    int tokens = COUNT * layout.length();
    byte[] bytes = new byte[tokens * layout.tokens().tokenBytes()];
    for (int i = 0; i < tokens; i++) {
      TokenSequences.put(bytes, layout.tokens(), i, random.nextInt(layout.vocabulary()));
    }
    return new TokenSequences(layout, COUNT, bytes, random.ints(COUNT).toArray());
  }

  private static RealSequences reals(SequenceLayout layout, long seed) {
    Random random = new Random(seed);
    SequenceForm.Reals form = (SequenceForm.Reals) layout.form();
    float[] inputs = new float[COUNT * layout.length() * form.inputs()];
    float[] targets = new float[COUNT * layout.answerPositions().size() * form.outputs()];
    for (float[] values : List.of(inputs, targets)) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
    }
    return new RealSequences(layout, COUNT, inputs, targets, random.ints(COUNT).toArray());
  }
}
