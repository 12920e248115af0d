package doublegrok.log;

import doublegrok.record.SequenceBatch;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Codec between sequences and the batches of the log, with the rules that any batch keeps. */
public final class BatchCodec {
  private BatchCodec() {}

  /** Puts sequences into a batch: how many, where they count, their values and checksum. */
  public static void put(Sequences sequences, SequenceBatch.Builder batch) {
    SequenceLayout layout = sequences.layout();
    batch
        .setSequences(sequences.count())
        .setAnswerPositions(layout.answerPositions())
        .setAnswerWeights(layout.weights().isEmpty() ? null : layout.weights())
        .setFirstShot(layout.firstShot())
        .setShots(layout.firstShot() + layout.answerPositions().size());
    List<Integer> latents = Arrays.stream(sequences.latents()).boxed().toList();
    if (sequences instanceof TokenSequences tokens) {
      var payload = new doublegrok.record.TokenSequences(
          layout.vocabulary(), layout.length(), ByteBuffer.wrap(tokens.bytes()), latents);
      batch.setPayload(payload).setChecksum(BatchChecksum.of(payload));
    } else if (sequences instanceof RealSequences reals) {
      SequenceForm.Reals form = (SequenceForm.Reals) layout.form();
      var payload = new doublegrok.record.RealSequences(
          form.inputs(),
          form.outputs(),
          layout.length(),
          bytes(reals.inputs()),
          bytes(reals.targets()),
          latents);
      batch.setPayload(payload).setChecksum(BatchChecksum.of(payload));
    }
  }

  /**
   * The sequences of a batch. They may share memory with it.
   *
   * @throws IllegalArgumentException saying which rule the batch breaks
   */
  public static Sequences sequences(SequenceBatch batch) {
    if (batch.getPayload() instanceof doublegrok.record.TokenSequences payload) {
      int[] latents = latents(batch, payload.getLatents());
      requireChecksum(batch, BatchChecksum.of(payload));
      SequenceForm form = new SequenceForm.Tokens(payload.getVocabulary());
      return new TokenSequences(
          layout(batch, form, payload.getLength()),
          batch.getSequences(),
          bytes(payload.getTokens()),
          latents);
    }
    if (batch.getPayload() instanceof doublegrok.record.RealSequences payload) {
      int[] latents = latents(batch, payload.getLatents());
      requireChecksum(batch, BatchChecksum.of(payload));
      SequenceForm form = new SequenceForm.Reals(payload.getInputWidth(), payload.getOutputWidth());
      return new RealSequences(
          layout(batch, form, payload.getLength()),
          batch.getSequences(),
          floats(payload.getInputs()),
          floats(payload.getTargets()),
          latents);
    }
    throw new IllegalArgumentException("its payload is no token sequences and no real ones");
  }

  private static SequenceLayout layout(SequenceBatch batch, SequenceForm form, int length) {
    List<Float> weights = Optional.ofNullable(batch.getAnswerWeights()).orElse(List.of());
    return new SequenceLayout(
        form, length, batch.getAnswerPositions(), weights, batch.getFirstShot());
  }

  private static int[] latents(SequenceBatch batch, List<Integer> latents) {
    if (latents.size() != batch.getSequences()) {
      throw new IllegalArgumentException(
          "it has %d sequences but %d latents".formatted(batch.getSequences(), latents.size()));
    }
    return latents.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void requireChecksum(SequenceBatch batch, long checksum) {
    if (checksum != batch.getChecksum()) {
      throw new IllegalArgumentException(
          "its checksum is %d, its content's %d".formatted(batch.getChecksum(), checksum));
    }
  }

  private static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes.order(ByteOrder.BIG_ENDIAN);
  }

  /** The buffer's own array where it holds nothing else, as a decoded record's does. */
  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer.hasArray()
        && buffer.arrayOffset() == 0
        && buffer.array().length == buffer.remaining()) {
      return buffer.array();
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }

  private static float[] floats(ByteBuffer buffer) {
    if (buffer.remaining() % Float.BYTES != 0) {
      throw new IllegalArgumentException(
          "numbers of %d bytes need a multiple of as many, were given %d bytes"
              .formatted(Float.BYTES, buffer.remaining()));
    }
    float[] values = new float[buffer.remaining() / Float.BYTES];
    buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
